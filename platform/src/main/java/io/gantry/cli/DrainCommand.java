package io.gantry.cli;

import io.gantry.cli.Failure.Exit;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "drain", description = "Moves every guest of a host away; nothing new is placed there from then on.")
final class DrainCommand implements Callable<Integer> {
    @Mixin
    Remote remote = new Remote();

    @Parameters(paramLabel = "HOST")
    String name = "";

    @Option(names = "--to", paramLabel = "HOST", description = "Where its guests may go; may be repeated. Else to every host that takes guests.")
    @Nullable
    List<String> to;

    @Option(names = "--concurrent", paramLabel = "N", description = "How many guests move at once; else what the operator's file says.")
    @Nullable
    Integer concurrent;

    @Option(names = "--bandwidth", paramLabel = "SIZE", converter = Size.Converter.class, description = "At most so much a second for all that move at once together.")
    @Nullable
    Size bandwidth;

    @Option(names = "--plan", description = "Only shows which guest would go where, and changes nothing.")
    boolean plan;

    @Option(names = "--watch", description = "Follows the job to its end and shows what became of each guest.")
    boolean watch;

    @Override
    public Integer call() {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("to", to);
        fields.put("concurrent", concurrent);
        fields.put("bytes_per_second", bandwidth == null ? null : bandwidth.bytes());
        try (var api = remote.api()) {
            if (plan) {
                HostCommand.moves(remote, api.post(Api.path("hosts", name, "drain", "plan"), Remote.body(fields)));
                return 0;
            }
            var job = api.post(Api.path("hosts", name, "drain"), Remote.body(fields));
            if (watch) {
                return follow(api, job.path("id").asText());
            }
            remote.done("job " + Table.text(job.path("id")) + "; follow it with `gantry job watch`", job);
            return 0;
        }
    }

    /// 1 if a guest has stayed, whatever became of the job.
    private int follow(Api api, String job) {
        var ended = new JobWatch(api, remote.bar()).follow(job);
        HostCommand.moves(remote, api.get(Api.path("hosts", name, "drain")));
        var stayed = ended.path("kept").path("stayed").asLong();
        return JobWatch.succeeded(ended) && stayed == 0 ? 0 : Exit.FAILED.code();
    }
}
