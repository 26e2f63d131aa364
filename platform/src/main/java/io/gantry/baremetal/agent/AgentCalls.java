package io.gantry.baremetal.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The requests that the host makes of one agent. Nothing of the token is in what it throws.
final class AgentCalls implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final int LARGEST = 16 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final String base;
    private final String token;
    private final Duration patience;
    private final HttpClient client;

    /// @param token in the clear
    /// @param silence after which it is given up anyway
    AgentCalls(Agent agent, String token, Duration silence) {
        base = agent.callback().orElseThrow() + "/v1/commands/";
        this.token = token;
        this.patience = silence.compareTo(LONGEST_ANSWER) < 0 ? silence : LONGEST_ANSWER;
        var builder = HttpClient.newBuilder()
                .connectTimeout(patience.compareTo(CONNECT) < 0 ? patience : CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER);
        agent.ca().ifPresent(pem -> builder.sslContext(OwnCertificate.context(pem)));
        client = builder.build();
    }

    /// What the agent said, with the status of HTTP.
    record Answer(int status, JsonNode body) {
        /// Why it refuses.
        String fault() {
            return body.path("faultstring").asText("status " + status);
        }
    }

    /// The commands that it was sent since it started, in that order.
    List<JsonNode> list() throws IOException, InterruptedException {
        var answer = send(request("").GET());
        if (answer.status() != 200) {
            throw new Refused(answer);
        }
        var all = new ArrayList<JsonNode>();
        answer.body().path("commands").forEach(all::add);
        return all;
    }

    Answer post(String name, Map<String, ?> parameters) throws IOException, InterruptedException {
        var body = JSON.writeValueAsBytes(Map.of("name", name, "params", parameters));
        return send(request("wait=false&").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest
                .newBuilder(URI.create(base + "?" + query + "agent_token=" + URLEncoder.encode(token, UTF_8)))
                .timeout(patience);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request.build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (JsonProcessingException garbage) {
            throw new IOException("its answer with status " + answer.statusCode() + " is no JSON");
        }
    }

    /// The same for the same parameters, in whatever order they come.
    static byte[] canonical(Map<String, ?> parameters) {
        try {
            return JSON.writeValueAsBytes(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("parameters of a command are JSON values", e);
        }
    }

    static Map<String, Object> map(JsonNode node) {
        return node.isObject()
                ? JSON.convertValue(node, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class))
                : Map.of();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /// The agent lives, and does not do as it was asked.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(Answer answer) {
            super("it refuses: " + answer.fault());
            status = answer.status();
        }

        int status() {
            return status;
        }
    }
}
