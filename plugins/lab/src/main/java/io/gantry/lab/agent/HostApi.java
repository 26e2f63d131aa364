package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two requests that an agent makes of the host.
final class HostApi {
    private static final Map<String, String> VERSION = Map.of("X-OpenStack-Ironic-API-Version", "1.68", "Accept",
            "application/json");

    private final String base;
    private final Machine machine;

    /// @param base where the bare metal API begins, with or without `/v1`
    HostApi(String base, Machine machine) {
        this.base = base.replaceAll("/(v1/?)?$", "");
        this.machine = machine;
    }

    /// What the host knows of the node with these network cards.
    ///
    /// @param token what later proves that the agent is who was looked up
    /// @param heartbeatSeconds the longest that the host waits for a sign of life
    record Found(String node, String token, double heartbeatSeconds, Map<String, @Nullable Object> config) {}

    /// @throws IOException also if the host does not say yes
    Found lookup() throws IOException {
        var query = "addresses=" + URLEncoder.encode(String.join(",", machine.addresses()), UTF_8);
        var answer = Http.get(URI.create(base + "/v1/lookup?" + query), VERSION);
        if (answer.status() != 200) {
            throw new IOException("lookup was answered with " + answer.status() + ": " + text(answer));
        }
        var body = Json.object(answer.body());
        if (body.get("node") instanceof Map<?, ?> node && body.get("config") instanceof Map<?, ?> config) {
            var copy = new LinkedHashMap<String, @Nullable Object>();
            config.forEach((key, value) -> copy.put(String.valueOf(key), value));
            return new Found(String.valueOf(node.get("uuid")), String.valueOf(copy.get("agent_token")),
                    copy.get("heartbeat_timeout") instanceof Number seconds ? seconds.doubleValue() : 300, copy);
        }
        throw new IOException("lookup was answered with neither node nor config");
    }

    /// @return the status: 202 if all is well, 409 if it should be said again soon
    int heartbeat(String node, Map<String, ? extends @Nullable Object> body) throws IOException {
        var answer = Http.post(URI.create(base + "/v1/heartbeat/" + node), Json.write(body), VERSION);
        if (answer.status() >= 400) {
            System.out.println("heartbeat was answered with " + answer.status() + ": " + text(answer));
        }
        return answer.status();
    }

    private static String text(Http.Answer answer) {
        return new String(answer.body(), 0, Math.min(answer.body().length, 500), UTF_8);
    }
}
