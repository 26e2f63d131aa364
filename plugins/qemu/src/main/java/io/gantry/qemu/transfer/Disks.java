package io.gantry.qemu.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.Progress;
import io.gantry.qemu.Topology;
import io.gantry.qmp.QmpError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Copies disks along with a guest: the target exports its empty ones over NBD, and the source mirrors into them, also what the guest writes meanwhile.
final class Disks {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final String JOB = "mirror-";
    private static final String NODE = "far-";

    private final End source;
    private final End target;
    private final List<String> ids;

    Disks(End source, End target) {
        this.source = source;
        this.target = target;
        ids = Stream.of(source.endpoint().details().getOrDefault(Topology.DISKS, "").split(" "))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /// Returns when both sides are equal; they stay so.
    void mirror(Progress progress) throws IOException, InterruptedException {
        var address = target.endpoint().address();
        var port = serve(address);
        for (var id : ids) {
            target.execute("block-export-add",
                    Map.of("type", "nbd", "id", "export-" + id, "node-name", id, "name", id, "writable", true));
            source.execute("blockdev-add", Map.of("driver", "nbd", "node-name", NODE + id, "export", id, "server",
                    Map.of("type", "inet", "host", address, "port", port)));
            source.execute("blockdev-mirror", Map.of("job-id", JOB + id, "device", id, "target", NODE + id, "sync",
                    "full", "copy-mode", "write-blocking"));
        }
        for (var jobs = jobs(); !jobs.valueStream().allMatch(job -> job.path("ready").asBoolean()); jobs = jobs()) {
            progress.report("disks", sum(jobs, "offset"), sum(jobs, "len"));
            source.event(STEP);
        }
    }

    /// QEMU does not say which port it took for an address with port 0, so a free one is looked for.
    private String serve(String address) throws IOException, InterruptedException {
        for (var attempt = 0;; attempt++) {
            var port = Integer.toString(Ports.free(address));
            try {
                target.execute("nbd-server-start", Map.of("addr",
                        Map.of("type", "inet", "data", Map.of("host", address, "port", port))));
                return port;
            } catch (QmpError e) {
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    private JsonNode jobs() throws IOException, InterruptedException {
        var jobs = source.execute("query-block-jobs");
        if (jobs.size() < ids.size()) {
            throw new IOException("copying the disks has failed; is there room at the target? "
                    + target.lastWords());
        }
        return jobs;
    }

    private static long sum(JsonNode jobs, String field) {
        return jobs.valueStream().mapToLong(job -> job.path(field).asLong()).sum();
    }

    /// Ends the copying with both sides equal, for the guest stands still.
    void finish() throws IOException, InterruptedException {
        for (var id : ids) {
            source.execute("block-job-cancel", Map.of("device", JOB + id));
        }
        while (!source.execute("query-block-jobs").isEmpty()) {
            source.event(Duration.ofMillis(2));
        }
        target.execute("nbd-server-stop");
    }

    /// Gives up: the target may be gone, so the source waits for nothing of it.
    void drop() throws IOException, InterruptedException {
        for (var id : ids) {
            ignore("block-job-cancel", Map.of("device", JOB + id, "force", true));
        }
        while (!source.execute("query-block-jobs").isEmpty()) {
            source.event(STEP);
        }
        for (var id : ids) {
            ignore("blockdev-del", Map.of("node-name", NODE + id));
        }
    }

    private void ignore(String command, Map<String, ?> arguments) throws IOException, InterruptedException {
        try {
            source.execute(command, arguments);
        } catch (QmpError e) {
            // It was not begun, or has ended.
        }
    }
}
