package io.gantry.baremetal.agent;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Who the agents are. A token is given out once each time a node is started from its ramdisk, as the agents expect it: who asks second gets none that works.
@Singleton
public final class Agents {
    /// In place of a token that somebody else has.
    static final String TAKEN = "******";

    private static final Pattern ADDRESS = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}(?:(:[0-9a-f]{2}){14})?");
    private static final int MANY = 64;
    private static final Set<String> STATUS = Set.of("start", "end", "error");

    private final AgentNodes nodes;
    private final AgentRecords records;
    private final TokenSeal seal;
    private final Callback callback;
    private final AgentSettings settings;
    private final News news;
    private final InstantSource clock;

    Agents(AgentNodes nodes, AgentRecords records, TokenSeal seal, Callback callback, AgentSettings settings, News news,
            InstantSource clock) {
        this.nodes = nodes;
        this.records = records;
        this.seal = seal;
        this.callback = callback;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// The node is about to be started from its ramdisk: what was known of its agent is void.
    public void expect(UUID node) {
        records.begin(node, now(), Optional.empty());
    }

    /// No agent runs on the node any more.
    public void forget(UUID node) {
        records.remove(node);
    }

    public Optional<Agent> find(UUID node) {
        return records.find(node);
    }

    /// What an agent is told that asks which node it is on. Whether a node is not known or not in a state for that is not told apart.
    ///
    /// @param addresses of its network cards
    /// @param ident empty if it does not know
    public Map<String, Object> lookup(List<String> addresses, Optional<String> ident) {
        var node = (ident.isPresent() ? nodes.find(ident.get()) : nodes.withAddresses(known(addresses)))
                .filter(AgentNode::awaited)
                .orElseThrow(() -> Problem.notFound("No node with these addresses waits for an agent."));
        var config = new HashMap<String, Object>(Map.of("agent_token", give(node.id()), "agent_token_required", true,
                "agent_md5_checksum_enable", false, "agent_skip_bmc_detect", true, "disable_deep_image_inspection",
                false, "permitted_image_formats", List.of("raw", "gpt", "qcow2", "iso")));
        config.put("heartbeat_timeout", seconds());
        return Map.of("node", node.told(), "config", config);
    }

    private Number seconds() {
        var millis = settings.silence().toMillis();
        return millis % 1000 == 0 ? (Number) (millis / 1000) : (Number) (millis / 1000.0);
    }

    static List<String> known(List<String> addresses) {
        var good = addresses.stream()
                .limit(MANY)
                .map(address -> address.strip().toLowerCase(Locale.ROOT).replace('-', ':'))
                .filter(address -> ADDRESS.matcher(address).matches())
                .toList();
        if (good.isEmpty()) {
            throw Problem.invalid("A lookup needs 'addresses' with the MAC addresses of the node, or 'node_uuid'.");
        }
        return good;
    }

    private String give(UUID node) {
        var token = seal.newToken();
        return records.give(node, now(), TokenSeal.proof(token), seal.seal(node, token)) ? token : TAKEN;
    }

    /// What an agent says of itself.
    ///
    /// @param ident UUID or name of its node
    public void heartbeat(String ident, Heartbeat heartbeat) {
        var node = nodes.find(ident)
                .orElseThrow(() -> Problem.notFound("There is no node " + ident + " whose agent could say something."));
        var agent = records.find(node.id());
        var proof = agent.flatMap(Agent::proof);
        if (proof.isEmpty() || heartbeat.token().filter(token -> TokenSeal.proves(token, proof.get())).isEmpty()) {
            throw Problem.invalid("Invalid or missing agent token received.");
        }
        heartbeat.status().filter(status -> !STATUS.contains(status)).ifPresent(_ -> {
            throw Problem.invalid("Agent status is invalid. Valid states are start, end, error.");
        });
        if (heartbeat.version().isEmpty() && heartbeat.status().isEmpty()) {
            throw Problem.invalid("Agent did not transmit a version, and a version is required.");
        }
        var where = heartbeat.callback().filter(url -> !url.isEmpty()).map(url -> callback.checked(url, node.hosts()));
        if (agent.flatMap(Agent::callback).filter(known -> !known.equals(where.orElse(known))).isPresent()) {
            throw Problem.invalid("Detected change in ramdisk provided \"callback_url\".");
        }
        records.hear(node.id(), new Heartbeat(where, Optional.empty(), heartbeat.version(), heartbeat.ca(),
                heartbeat.status(), heartbeat.message()), now());
        news.tell();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
