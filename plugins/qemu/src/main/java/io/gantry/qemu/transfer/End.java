package io.gantry.qemu.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.transfer.Endpoint;
import io.gantry.qemu.Launch;
import io.gantry.qemu.Topology;
import io.gantry.qmp.Qmp;
import io.gantry.qmp.QmpEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/// One side of a migration: the QEMU there.
final class End implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> OVER = Set.of("none", "completed", "failed", "cancelled");

    private final Endpoint endpoint;
    private final Path directory;
    private final Qmp qmp;

    End(Endpoint endpoint, ThreadFactory threads) throws IOException, InterruptedException {
        this.endpoint = endpoint;
        this.directory = Path.of(endpoint.control().getSchemeSpecificPart());
        this.qmp = Qmp.connect(directory.resolve("migration"), PATIENCE, threads);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Path directory() {
        return directory;
    }

    JsonNode execute(String command) throws IOException, InterruptedException {
        return qmp.execute(command);
    }

    JsonNode execute(String command, Map<String, ?> arguments) throws IOException, InterruptedException {
        return qmp.execute(command, arguments);
    }

    Optional<QmpEvent> event(Duration within) throws IOException, InterruptedException {
        return qmp.event(within);
    }

    /// What QEMU says of the migration.
    JsonNode migration() throws IOException, InterruptedException {
        return qmp.execute("query-migrate");
    }

    /// Whether no migration is under way, or being cancelled.
    boolean quiet() throws IOException, InterruptedException {
        return OVER.contains(migration().path("status").asText("none"));
    }

    /// What the guest does: `running`, `postmigrate`, `inmigrate`.
    String status() throws IOException, InterruptedException {
        return qmp.execute("query-status").path("status").asText();
    }

    /// Why QEMU ended; often all that is said of a failure.
    String lastWords() {
        try {
            return Launch.complaint(Path.of(endpoint.details().getOrDefault(Topology.LOG, "")));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        qmp.close();
    }
}
