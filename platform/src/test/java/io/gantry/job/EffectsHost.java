package io.gantry.job;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A host in a process of its own, to be killed: submits the jobs it is told and runs whatever there is.
final class EffectsHost {
    private EffectsHost() {}

    /// @param arguments the directory, the number of the first job to submit, then `FAILS:HANG` for each job
    public static void main(String[] arguments) throws IOException {
        var context = start(Path.of(arguments[0]));
        var jobs = context.getBean(Jobs.class);
        int first = Integer.parseInt(arguments[1]);
        for (int n = 2; n < arguments.length; n++) {
            var parts = arguments[n].split(":", -1);
            jobs.submit("effects", "job-" + (first + n - 2),
                    new EffectsSaga.Input(Boolean.parseBoolean(parts[0]), parts[1]));
        }
        int end = System.in.read();
        context.close();
        System.exit(end < 0 ? 0 : 1);
    }

    static ApplicationContext start(Path directory) {
        return TestHost.start(directory,
                Map.of("gantry.test.effects", directory.resolve("effects").toString()));
    }
}
