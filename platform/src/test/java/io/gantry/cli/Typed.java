package io.gantry.cli;

import io.gantry.host.TestHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// A command as somebody typed it, and what came of it.
record Typed(int exit, String out, String err) {
    static Typed command(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Typed(exit, out.toString(), err.toString());
    }

    /// With the options that name a host.
    static Typed at(TestHost host, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", host.uri().toString(), "--password-file", host.passwordFile().toString()));
        return command(all.toArray(String[]::new));
    }
}
