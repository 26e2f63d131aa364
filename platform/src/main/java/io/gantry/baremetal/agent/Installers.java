package io.gantry.baremetal.agent;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tells installers of operating systems what to do. One disc serves every node: the installer asks this host for its kickstart and says which network cards
/// it has, as `inst.ks.sendmac` makes it.
@Singleton
public final class Installers {
    /// In the text, where the installer reports how it stands.
    public static final String HEARTBEAT_URL = "{{ heartbeat_url }}";
    /// In the text, what proves who reports.
    public static final String TOKEN = "{{ agent_token }}";

    private final AgentNodes nodes;
    private final AgentRecords records;
    private final TokenSeal seal;
    private final InstantSource clock;

    Installers(AgentNodes nodes, AgentRecords records, TokenSeal seal, InstantSource clock) {
        this.nodes = nodes;
        this.records = records;
        this.seal = seal;
        this.clock = clock;
    }

    /// The node is about to be started from an installer's disc.
    ///
    /// @param answers what that is to do, with [#HEARTBEAT_URL] and [#TOKEN] where these belong
    public void expect(UUID node, String answers) {
        records.begin(node, clock.instant().truncatedTo(ChronoUnit.MICROS), Optional.of(seal.seal(node, answers)));
    }

    /// What the installer on the node with these network cards is to do. It may ask again until it has reported for the first time.
    ///
    /// @param api where the bare metal API begins as the installer sees it: `http://host/baremetal`
    public String answers(List<String> addresses, String api) {
        var node = nodes.withAddresses(Agents.known(addresses)).filter(AgentNode::awaited);
        var agent = node.flatMap(found -> records.find(found.id())).filter(found -> found.heard().isEmpty());
        var sealed = agent.flatMap(Agent::answers);
        if (node.isEmpty() || sealed.isEmpty()) {
            throw Problem.notFound("No node with these addresses waits for an installer.");
        }
        var id = node.get().id();
        return seal.open(id, sealed.get())
                .replace(HEARTBEAT_URL, api + "/v1/heartbeat/" + id)
                .replace(TOKEN, token(id));
    }

    private String token(UUID node) {
        var token = seal.newToken();
        if (records.give(node, clock.instant(), TokenSeal.proof(token), seal.seal(node, token))) {
            return token;
        }
        return records.find(node).flatMap(Agent::token).map(sealed -> seal.open(node, sealed)).orElse(Agents.TAKEN);
    }
}
