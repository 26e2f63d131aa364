package io.gantry.baremetal.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.baremetal.agent.AgentCalls.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Has agents run commands. What is sent is written down before, so that a host which was killed finds a command that is under way and waits for that
/// instead of beginning it a second time.
@Singleton
public final class Commands {
    /// After which an agent is gone, and that is as it should be.
    private static final Set<String> LAST = Set.of("standby.power_off", "standby.run_image");

    private final AgentRecords records;
    private final TokenSeal seal;
    private final AgentSettings settings;
    private final News news;
    private final InstantSource clock;

    Commands(AgentRecords records, TokenSeal seal, AgentSettings settings, News news, InstantSource clock) {
        this.records = records;
        this.seal = seal;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// Whether the agent of the node answers now.
    public boolean answers(UUID node) throws InterruptedException {
        var agent = records.find(node).filter(one -> one.callback().isPresent() && one.token().isPresent());
        if (agent.isEmpty()) {
            return false;
        }
        try (var calls = calls(agent.get())) {
            calls.list();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private AgentCalls calls(Agent agent) {
        return new AgentCalls(agent, seal.open(agent.node(), agent.token().orElseThrow()),
                settings.silence());
    }

    /// Returns when the command has succeeded.
    ///
    /// @param label of the node, for messages
    /// @param name as `standby.prepare_image`
    /// @param parameters JSON values
    /// @throws DriverException FAILED if the command failed, UNREACHABLE if the agent has not answered for too long
    public Map<String, Object> run(UUID node, String label, String name, Map<String, ?> parameters,
            Progress progress) throws InterruptedException {
        var agent = records.find(node)
                .filter(one -> one.callback().isPresent() && one.token().isPresent())
                .orElseThrow(() -> new DriverException(Kind.UNREACHABLE,
                        "No agent runs on node '%s', so nothing there does %s.".formatted(label, name)));
        try (var calls = calls(agent)) {
            var conversation = new Conversation(node, name, parameters, calls, records);
            var heard = clock.instant();
            var moved = new Moved(clock.instant(), "");
            while (true) {
                var since = news.count();
                try {
                    var now = conversation.look();
                    heard = clock.instant();
                    if (now.isPresent() && ended(now.get())) {
                        records.send(node, Optional.empty());
                        return outcome(label, name, now.get());
                    }
                    moved = moved.after(now, heard);
                    stopStalled(label, name, moved, heard);
                    tell(name, now, progress);
                } catch (Refused refused) {
                    throw refused(label, name, refused);
                } catch (IOException silent) {
                    if (LAST.contains(name) && conversation.sent()) {
                        records.send(node, Optional.empty());
                        return Map.of();
                    }
                    if (Duration.between(heard, clock.instant()).compareTo(settings.silence()) > 0) {
                        throw new DriverException(Kind.UNREACHABLE,
                                "The agent of node '%s' at %s has not answered since %s while it was to do %s: %s."
                                        .formatted(label, agent.callback().orElse("?"), heard, name, silent),
                                silent);
                    }
                }
                news.await(since, settings.poll());
            }
        }
    }

    /// When a command last told something new of itself.
    private record Moved(Instant when, String what) {
        Moved after(Optional<JsonNode> command, Instant now) {
            var told = command.map(found -> found.path("command_progress").toString()).orElse("");
            return told.equals(what) ? this : new Moved(now, told);
        }
    }

    private void stopStalled(String label, String name, Moved moved, Instant now) {
        if (Duration.between(moved.when(), now).compareTo(settings.stall()) > 0) {
            throw new DriverException(Kind.FAILED,
                    "The agent of node '%s' answers, but has got no further with %s since %s%s. Look at the node's console, then ask for the same again."
                            .formatted(label, name, moved.when(),
                                    moved.what().isEmpty() ? "" : " (" + moved.what() + ")"));
        }
    }

    private static boolean ended(JsonNode command) {
        return !command.path("command_status").asText().equals("RUNNING");
    }

    /// Each answer is a sign of life, also where the agent does not say how far it is.
    private static void tell(String name, Optional<JsonNode> command, Progress progress) {
        var said = command.map(now -> now.path("command_progress"));
        progress.report(said.map(now -> now.path("step").asText("")).filter(step -> !step.isEmpty()).orElse(name),
                said.map(now -> now.path("done").asLong()).orElse(0L),
                said.map(now -> now.path("total").asLong()).orElse(0L));
    }

    private static Map<String, Object> outcome(String label, String name, JsonNode command) {
        if (command.path("command_status").asText().equals("SUCCEEDED")) {
            return AgentCalls.map(command.path("command_result"));
        }
        var error = command.path("command_error");
        var why = error.path("details").asText(error.path("message").asText(error.asText("no reason given")));
        throw new DriverException(Kind.FAILED,
                "The agent of node '%s' failed to do %s: %s".formatted(label, name,
                        why.substring(0, Math.min(why.length(), 2000))));
    }

    private static DriverException refused(String label, String name, Refused refused) {
        var kind = switch (refused.status()) {
            case 409 -> Kind.BUSY;
            case 401 -> Kind.UNREACHABLE;
            default -> Kind.FAILED;
        };
        return new DriverException(kind, "The agent of node '%s' does not do %s: %s%s.".formatted(label, name,
                refused.getMessage(),
                kind == Kind.UNREACHABLE ? "; it is another one than the host knows, so start its ramdisk anew" : ""),
                refused);
    }
}
