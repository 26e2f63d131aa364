package io.gantry.baremetal.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.baremetal.agent.Agent.UnderWay;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// One command, from when it is sent until it has ended. Each look asks for the agent's list: an agent names commands without their extension and does not say
/// with which parameters, so which of them is ours follows from what was written down.
final class Conversation {
    private static final String RUNNING = "RUNNING";

    private final UUID node;
    private final String name;
    private final Map<String, ?> parameters;
    private final AgentCalls calls;
    private final AgentRecords records;
    private final String digest;

    Conversation(UUID node, String name, Map<String, ?> parameters, AgentCalls calls, AgentRecords records) {
        this.node = node;
        this.name = name;
        this.parameters = parameters;
        this.calls = calls;
        this.records = records;
        this.digest = digest(name, parameters);
    }

    /// What the agent is told of its node and ports is no part of it: that changes while a command runs.
    private static String digest(String name, Map<String, ?> parameters) {
        var own = new TreeMap<String, Object>(parameters);
        own.keySet().removeAll(List.of("node", "ports"));
        own.put("", name);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(AgentCalls.canonical(own)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The command as it stands now; empty as long as the agent has another one to end before.
    Optional<JsonNode> look() throws IOException, InterruptedException {
        var listed = calls.list();
        var mine = written().flatMap(known -> find(known, listed));
        if (mine.isPresent()) {
            return mine;
        }
        if (!listed.isEmpty() && listed.getLast().path("command_status").asText().equals(RUNNING)) {
            return Optional.empty();
        }
        return Optional.of(begin(listed.size()));
    }

    /// Whether the agent may have heard it.
    boolean sent() {
        return written().isPresent();
    }

    private Optional<UnderWay> written() {
        return records.find(node).flatMap(Agent::underWay).filter(known -> known.digest().equals(digest));
    }

    private Optional<JsonNode> find(UnderWay known, List<JsonNode> listed) {
        if (known.id().isPresent()) {
            return listed.stream().filter(one -> one.path("id").asText().equals(known.id().get())).findFirst();
        }
        var shortName = name.substring(name.indexOf('.') + 1);
        return listed.stream()
                .skip(known.before())
                .filter(one -> one.path("command_name").asText().equals(shortName)
                        || one.path("command_name").asText().equals(name))
                .findFirst();
    }

    private JsonNode begin(int before) throws IOException, InterruptedException {
        records.send(node, Optional.of(new UnderWay(name, digest, before, Optional.empty())));
        var answer = calls.post(name, parameters);
        if (answer.status() != 200) {
            records.send(node, Optional.empty());
            throw new AgentCalls.Refused(answer);
        }
        var id = answer.body().path("id").asText();
        records.send(node, Optional.of(new UnderWay(name, digest, before, Optional.of(id))));
        return answer.body();
    }
}
