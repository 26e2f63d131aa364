package io.gantry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gantry.base.Mistake;
import io.gantry.host.Check;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Prints every mistake of the operator's file, and touches nothing.", mixinStandardHelpOptions = true, exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "0:no mistake", "2:mistakes, or wrong usage"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The operator's file.")
    private String file = "";

    @Mixin
    private final PluginFolder plugins = new PluginFolder();

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
    private Remote.Output output = Remote.Output.TABLE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        // What the log would say about plugins is among the mistakes.
        System.setProperty("gantry.log", "off");
        var check = Check.of(file, plugins.path());
        print(check, spec.commandLine().getOut());
        return check.mistakes().isEmpty() ? 0 : 2;
    }

    private void print(Check check, PrintWriter out) throws JsonProcessingException {
        if (output == Remote.Output.JSON) {
            out.println(JsonMapper.builder()
                    .build()
                    .writeValueAsString(Map.of("mistakes", check.mistakes(), "warnings", check.warnings())));
        } else {
            check.mistakes().forEach(out::println);
            check.warnings()
                    .forEach(warning -> out.println(new Mistake(warning.file(), warning.line(),
                            warning.column(), "warning: " + warning.message())));
            if (check.mistakes().isEmpty()) {
                out.println(file + ": no mistake");
            }
        }
        out.flush();
    }
}
