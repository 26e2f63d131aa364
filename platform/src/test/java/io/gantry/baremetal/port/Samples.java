package io.gantry.baremetal.port;

import io.gantry.plugin.Mistakes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Ports, groups and files for tests, written short.
final class Samples {
    static final UUID NODE = UUID.nameUUIDFromBytes("node".getBytes(StandardCharsets.UTF_8));

    private Samples() {}

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// A port of that name.
    ///
    /// @param facts `KEY=VALUE`, separated by blanks: `net`, `vendor`, `category`, `vif`, `group`, `fixed`, `switch` and what Gantry knows of hardware
    static Port port(String name, String facts) {
        var all = new HashMap<String, String>();
        for (var fact : facts.isBlank() ? new String[0] : facts.strip().split(" +")) {
            all.put(fact.substring(0, fact.indexOf('=')), fact.substring(fact.indexOf('=') + 1));
        }
        var net = Optional.ofNullable(all.remove("net"));
        var vendor = Optional.ofNullable(all.remove("vendor"));
        var category = Optional.ofNullable(all.remove("category"));
        var vif = Optional.ofNullable(all.remove("vif"));
        var group = Optional.ofNullable(all.remove("group")).map(Samples::id);
        var address = Optional.ofNullable(all.remove("address")).orElse("52:54:00:00:00:01");
        var groupable = all.remove("fixed") == null;
        var there = all.remove("switch");
        return new Port(id(name), NODE, address, Optional.of(name), Optional.empty(), net, vendor, category, true,
                false, groupable, there == null ? Map.of() : Map.of("switch_id", there), group, vif,
                all.isEmpty() ? Map.of() : Map.of(Port.FACTS, all), Map.of(), Instant.EPOCH, Optional.empty());
    }

    static PortGroup group(String name, Optional<String> network, Optional<String> vif) {
        return new PortGroup(id(name), NODE, Optional.of(name), Optional.empty(), "active-backup", Map.of(), true,
                network, Optional.of("bond"), false, vif, Map.of(), Map.of(), Instant.EPOCH, Optional.empty());
    }

    static PortTraits file(String text) {
        var mistakes = new Mistakes("traits.yaml");
        return TraitFileReader.read(text, mistakes, new Mistakes("traits.yaml"))
                .orElseThrow(() -> new AssertionError(mistakes.toString()));
    }

    /// A file with the trait `T` that has these actions.
    static PortTraits trait(String... actions) {
        return file("T: { actions: [ {" + String.join("}, {", actions) + "} ] }");
    }

    static Plan plan(PortTraits file, List<Port> ports) {
        return plan(file, ports, List.of(), Network.UNKNOWN);
    }

    static Plan plan(PortTraits file, List<Port> ports, List<PortGroup> groups, Network network) {
        return Planner.plan(file, Switches.USUAL, new PlanRequest(Set.of("T", "A", "B"), ports, groups, network));
    }

    /// The names of what carries the network.
    static List<String> chosen(Plan plan) {
        return plan.attachment().map(attachment -> switch (attachment) {
            case Attachment.ToPort(var port) -> List.of(port.name().orElseThrow());
            case Attachment.ToGroup(var group) -> List.of(group.name().orElseThrow());
            case Attachment.ToNewGroup(var ports, var _) ->
                ports.stream().map(port -> port.name().orElseThrow()).toList();
        }).orElse(List.of());
    }

    /// What was said of that port or group in the last trial.
    static Verdict verdict(Plan plan, String name) {
        return plan.trials()
                .getLast()
                .verdicts()
                .stream()
                .filter(verdict -> verdict.subject().id().equals(id(name)))
                .findFirst()
                .orElseThrow();
    }
}
