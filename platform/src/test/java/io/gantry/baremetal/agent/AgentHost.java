package io.gantry.baremetal.agent;

import io.gantry.base.DataDirectory;
import io.gantry.plugin.PluginSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.inject.qualifiers.PrimaryQualifier;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// As much of a host as agents need, with one node.
final class AgentHost implements AutoCloseable {
    static final UUID NODE = UUID.fromString("5c1a1c66-2d0f-4c2f-9c62-3f8f6e8b1f01");

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /// Knows one node, which waits for its agent.
    private static final class OneNode implements AgentNodes {
        private static final AgentNode IT = new AgentNode(NODE, "n1", true, Set.of("127.0.0.1"),
                Map.of("uuid", NODE.toString(), "properties", Map.of(), "instance_info", Map.of(),
                        "driver_internal_info", Map.of()));

        @Override
        public Optional<AgentNode> withAddresses(Collection<String> addresses) {
            return addresses.contains(LabAgentProcess.ADDRESS) ? Optional.of(IT) : Optional.empty();
        }

        @Override
        public Optional<AgentNode> find(String ident) {
            return Set.of("n1", NODE.toString()).contains(ident) ? Optional.of(IT) : Optional.empty();
        }
    }

    /// @param properties as `silence`, of [AgentSettings]
    AgentHost(Path data, Map<String, Object> properties) throws IOException {
        Files.createDirectories(data);
        var all = new HashMap<String, Object>(Map.of("micronaut.server.port", -1, "gantry.bare-metal.agent.poll",
                "50ms",
                "datasources.default.url", "jdbc:h2:async:" + data.resolve("agents")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"));
        properties.forEach((key, value) -> all.put("gantry.bare-metal.agent." + key, value));
        var settings = new PluginSettings(data.resolve("gantry.yaml"), data, data.resolve("plugins"), List.of(),
                List.of());
        context = ApplicationContext.builder()
                .eagerInitSingletons(false)
                .properties(all)
                .singletons(new DataDirectory(data), settings)
                .build()
                .start();
        // In place of the nodes in the database, of which there are none.
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(AgentNodes.class, OneNode::new)
                .qualifier(PrimaryQualifier.instance())
                .build());
        server = context.getBean(EmbeddedServer.class).start();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Where the bare metal API begins.
    String api() {
        return "http://127.0.0.1:" + server.getPort() + "/baremetal";
    }

    HttpResponse<String> lookup(String query) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(api() + "/v1/lookup?" + query)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> heartbeat(String ident, String json) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(api() + "/v1/heartbeat/" + ident))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.stop();
        context.close();
    }
}
