package io.gantry.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "job", description = "Long work and how far it is.")
final class JobCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Lists jobs, newest first.")
    int list(@Mixin Remote remote,
            @Option(names = "--kind", defaultValue = "", description = "deploy, undeploy, migrate.") String kind,
            @Option(names = "--state", defaultValue = "", description = "queued, running, rolling_back, done, failed, cancelled.") String state,
            @Option(names = "--marker", defaultValue = "", description = "Only those older than this job.") String marker,
            @Option(names = "--limit", defaultValue = "50", description = "At most so many; ${DEFAULT-VALUE}.") int limit) {
        try (var api = remote.api()) {
            var query = Map.of("kind", kind, "state", state, "marker", marker, "limit", Integer.toString(limit));
            remote.list(api.list("/jobs" + Api.query(query), "jobs"), "id", "kind", "subject", "state", "step",
                    "created",
                    "reason");
            return 0;
        }
    }

    @Command(description = "Shows a job and its steps.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "JOB") String id) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path("jobs", id)));
            return 0;
        }
    }

    @Command(description = "Follows a job to its end; exits 1 if it failed or was cancelled.")
    int watch(@Mixin Remote remote, @Parameters(paramLabel = "JOB") String id) {
        try (var api = remote.api()) {
            return remote.watch(api, api.get(Api.path("jobs", id)));
        }
    }

    @Command(description = "Asks for a job to stop and be undone.")
    int cancel(@Mixin Remote remote, @Parameters(paramLabel = "JOB") String id) {
        try (var api = remote.api()) {
            remote.done("job " + id + " is asked to stop", api.post(Api.path("jobs", id, "cancel")));
            return 0;
        }
    }
}
