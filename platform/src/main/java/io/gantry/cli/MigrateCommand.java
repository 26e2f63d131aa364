package io.gantry.cli;

import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "migrate", description = "Moves a running guest to another compute host.")
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    Remote remote = new Remote();

    @Parameters(paramLabel = "NAME")
    String name = "";

    @Option(names = "--target", paramLabel = "INSTANCE", required = true, description = "The compute host it goes to.")
    String target = "";

    @Option(names = "--strategy", paramLabel = "INSTANCE", description = "How; else what the guest or the operator wants, else the first that fits.")
    @Nullable
    String strategy;

    @Option(names = "--connections", paramLabel = "N", description = "1 to 16; else the strategy decides.")
    @Nullable
    Integer connections;

    @Option(names = "--bandwidth", paramLabel = "SIZE", converter = Size.Converter.class, description = "At most so much a second, over all connections; else what the operator wants.")
    @Nullable
    Size bandwidth;

    @Option(names = "--downtime", paramLabel = "MS", description = "How many milliseconds it may stand still.")
    @Nullable
    Long downtime;

    @Option(names = "--on-no-convergence", paramLabel = "WORD", description = "What to do when it writes faster than it moves: throttle, switch-over or abort.")
    @Nullable
    String onNoConvergence;

    @Option(names = "--completion-timeout", paramLabel = "SECONDS", description = "How long copying may take, for each GiB; 0 for as long as it wants.")
    @Nullable
    Long completionTimeout;

    @Option(names = "--on-timeout", paramLabel = "WORD", description = "What to do after that: abort or switch-over.")
    @Nullable
    String onTimeout;

    @Option(names = "--prove", description = "Compares the memory of both sides before the guest runs on.")
    boolean prove;

    @Option(names = "--watch", description = "Follows the job to its end.")
    boolean watch;

    @Override
    public Integer call() {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("target", target);
        fields.put("strategy", strategy);
        fields.put("connections", connections);
        fields.put("bytes_per_second", bandwidth == null ? null : bandwidth.bytes());
        fields.put("downtime_ms", downtime);
        fields.put("on_no_convergence", onNoConvergence);
        fields.put("completion_timeout_s", completionTimeout);
        fields.put("on_timeout", onTimeout);
        fields.put("prove", prove);
        try (var api = remote.api()) {
            var job = api.post(Api.path("guests", name, "migrate"), Remote.body(fields));
            if (watch) {
                return remote.watch(api, job);
            }
            remote.done("job " + Table.text(job.path("id")) + "; follow it with `gantry job watch`", job);
            return 0;
        }
    }
}
