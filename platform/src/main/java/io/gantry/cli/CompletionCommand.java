package io.gantry.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = {"Prints completion for bash and zsh; use it so:",
        "  . <(gantry completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Mixin
    Help help = new Help();

    @Spec
    @Nullable
    CommandSpec command;

    @Override
    public Integer call() {
        if (command == null) {
            throw new IllegalStateException("not part of a command");
        }
        var own = command.commandLine();
        own.getOut().println(AutoComplete.bash("gantry", command.root().commandLine()));
        return 0;
    }
}
