package io.gantry.cli;

import picocli.CommandLine.Option;

/// `--help`, as every command has it.
final class Help {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this and does nothing else.")
    boolean wanted;
}
