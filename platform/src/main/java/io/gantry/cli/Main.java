package io.gantry.cli;

import io.gantry.cli.Failure.Exit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The `gantry` command.
@Command(name = "gantry", description = "Runs a cloud's hardware through drivers anyone can ship.", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        RunCommand.class, CheckCommand.class, TourCommand.class, DriverCommand.class, PluginCommand.class,
        JobCommand.class,
        DeviceCommand.class, AcceleratorCommand.class, SecretCommand.class, KeyStoreCommand.class, ImageCommand.class,
        NodeCommand.class, PortCommand.class,
        GuestCommand.class, HostCommand.class, AuditCommand.class,
        CompletionCommand.class}, exitCodeListHeading = "Exit codes:%n", exitCodeList = {"0:done",
                "1:the host said no, or what was asked for failed", "2:wrong usage, or a file that cannot be used",
                "3:the host does not answer", "4:the host does not accept the password, or there is none"})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int misused(ParameterException mistake, String[] arguments) {
        var command = mistake.getCommandLine();
        command.getErr()
                .println("gantry: " + mistake.getMessage() + "; see `" + command.getCommandSpec().qualifiedName()
                        + " --help`");
        return Exit.USAGE.code();
    }

    /// One line, whatever happened: whoever typed the command can do nothing with a stack trace.
    private static int failed(Exception exception, CommandLine command, ParseResult parsed) {
        var failure = exception instanceof Failure known
                ? known
                : new Failure(Exit.FAILED, "internal error: " + exception);
        command.getErr().println("gantry: " + failure.line());
        return failure.exit().code();
    }
}
