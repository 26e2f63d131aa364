package io.gantry.compute.server.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gantry.compute.server.Flavor;
import io.gantry.compute.server.Server;
import io.gantry.compute.server.Server.Fault;
import io.gantry.compute.server.Server.State;
import io.gantry.sql.Json;
import io.gantry.sql.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a server is read from its row and that of its guest.
@Singleton
final class ServerRow {
    static final String SELECT = "select s.*, g.host as guest_host, g.job as guest_job from compute_server s"
            + " left join guest g on g.name = s.guest";

    private static final TypeReference<Map<String, String>> TEXTS = Json.TEXTS;
    private static final String EXTRA = "extra:";

    private final Json json;

    ServerRow(Json json) {
        this.json = json;
    }

    Server read(Row row) throws SQLException {
        var fault = row.maybe("fault").isPresent()
                ? Optional.of(new Fault((int) row.number("fault_code"), row.text("fault"), row.time("fault_at")))
                : Optional.<Fault>empty();
        var host = row.maybe("guest_host");
        return new Server(row.id("id"), row.text("project"), row.text("user_id"), row.text("name"),
                row.maybe("description"), flavor(row.text("flavor"), row.text("flavor_text")), row.id("image"),
                json.read(row.text("metadata"), TEXTS), State.valueOf(row.text("state")), row.flag("deleting"), fault,
                host.isPresent() ? host : row.maybe("host"), row.maybeId("guest_job"), row.maybe("tpm_security"),
                row.maybeId("job"), row.time("created"), row.time("updated"), row.maybeTime("launched"),
                row.maybeTime("deleted"));
    }

    /// The flavor as it was, as one flat object.
    String text(Flavor flavor) {
        var text = new LinkedHashMap<String, String>();
        text.put("name", flavor.name());
        text.put("processors", Integer.toString(flavor.processors()));
        text.put("memory_mb", Integer.toString(flavor.memoryMb()));
        text.put("disk_gb", Integer.toString(flavor.diskGb()));
        flavor.extra().forEach((key, value) -> text.put(EXTRA + key, value));
        return json.write(text);
    }

    private Flavor flavor(String id, String text) {
        var known = json.read(text, TEXTS);
        var extra = new LinkedHashMap<String, String>();
        known.forEach((key, value) -> {
            if (key.startsWith(EXTRA)) {
                extra.put(key.substring(EXTRA.length()), value);
            }
        });
        return new Flavor(id, known.getOrDefault("name", ""), number(known, "processors"), number(known, "memory_mb"),
                number(known, "disk_gb"), true, Optional.empty(), extra, Instant.EPOCH);
    }

    private static int number(Map<String, String> known, String name) {
        return Integer.parseInt(known.getOrDefault(name, "0"));
    }
}
