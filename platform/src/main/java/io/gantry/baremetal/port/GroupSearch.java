package io.gantry.baremetal.port;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// Looks for ports that can form one group: of one physical network, and each different from each where the operator wants that.
///
/// If there is a solution it is found. The physical networks are tried in the order of their most preferred port; in the first that has enough,
/// as many ports as possible are taken, and of all such selections the one that has the more preferred ports.
final class GroupSearch {
    private final Action action;
    private final List<Port> matching;
    private final Map<UUID, Verdict> verdicts = new HashMap<>();

    /// @param matching every port that could be a part, those that are preferred first
    GroupSearch(Action action, List<Port> matching) {
        this.action = action;
        this.matching = matching;
    }

    Choice choice() {
        var tried = new ArrayList<String>();
        for (var network : networks().entrySet()) {
            var ports = network.getValue();
            var selection = new Selection(ports, action.distinct());
            var size = Math.min(selection.largest(), action.most().orElse(Integer.MAX_VALUE));
            if (size >= action.least().orElse(2)) {
                return found(network.getKey(), ports, selection.first(size));
            }
            tried.add(size + " of the " + ports.size() + (network.getKey().isEmpty()
                    ? " without a physical network"
                    : " in physical network " + network.getKey().get()));
        }
        var wanted = action.least().orElse(2) + " free ports of one physical network" + different() + " are needed; ";
        return new Choice(Optional.empty(), "No group can be made: " + wanted
                + (tried.isEmpty() ? "none matches." : "there are " + String.join(", ", tried) + "."), verdicts,
                "it matches, but there are too few that go with it");
    }

    private String different() {
        return action.distinct().isEmpty()
                ? ""
                : " with different " + action.distinct().stream().map(Variable::text).collect(joining(" and "));
    }

    /// Without the ports of which it cannot be said whether they differ.
    private Map<Optional<String>, List<Port>> networks() {
        var networks = new LinkedHashMap<Optional<String>, List<Port>>();
        for (var port : matching) {
            var unknown = action.distinct().stream().filter(variable -> variable.read(port).isEmpty()).findFirst();
            if (unknown.isPresent()) {
                verdicts.put(port.id(), Verdict.refused(port, "its " + unknown.get().text()
                        + " is not known, so it is not known to differ from the others"));
            } else {
                networks.computeIfAbsent(port.physicalNetwork(), _ -> new ArrayList<>()).add(port);
            }
        }
        return networks;
    }

    private Choice found(Optional<String> network, List<Port> ports, List<Port> chosen) {
        for (var port : ports) {
            verdicts.put(port.id(), chosen.contains(port) ? Verdict.chosen(port) : spare(port, chosen));
        }
        var reason = "A group of " + chosen.size() + different() + " can be made: "
                + chosen.stream().map(Port::label).collect(joining(", ")) + ".";
        return new Choice(Optional.of(new Attachment.ToNewGroup(chosen, network)), reason, verdicts,
                "it matches, but the group is in "
                        + network.map(name -> "physical network " + name).orElse("no physical network"));
    }

    private Verdict spare(Port port, List<Port> chosen) {
        for (var variable : action.distinct()) {
            for (var other : chosen) {
                if (variable.read(port).equals(variable.read(other))) {
                    return Verdict.possible(port, "it matches, but its " + variable.text() + " is that of "
                            + other.label());
                }
            }
        }
        return Verdict.possible(port, "it matches, but " + count(action.most()) + " are enough");
    }

    private static String count(OptionalInt most) {
        return most.isPresent() ? String.valueOf(most.getAsInt()) : "the others";
    }
}
