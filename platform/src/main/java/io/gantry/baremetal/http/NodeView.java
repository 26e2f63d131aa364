package io.gantry.baremetal.http;

import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// A node as the API shows it; what has no order of its own is sorted.
record NodeView(String name, String hardware, String deployInterface, List<String> traits,
        Map<String, String> properties,
        String state, Optional<String> image, Optional<String> chosen, List<Said> verdicts, Optional<String> reason,
        Optional<UUID> job, Instant created) {
    static NodeView of(BareMetalNode node) {
        return new NodeView(node.name(), node.hardware(), node.deployInterface(),
                List.copyOf(new TreeSet<>(node.traits())), new TreeMap<>(node.properties()), node.state().text(),
                node.image(), node.chosen(), Said.all(node.verdicts()), node.reason(), node.job(), node.created());
    }

    /// A verdict.
    record Said(String instance, String verdict, String reason) {
        static List<Said> all(List<Verdict> verdicts) {
            return verdicts.stream()
                    .map(one -> new Said(one.instance(), one.answer().name().toLowerCase(Locale.ROOT), one.reason()))
                    .toList();
        }
    }

    /// @param next marker of the next page; empty if this was the last one
    record Page(List<NodeView> nodes, Optional<String> next) {
        static Page of(List<BareMetalNode> nodes, int limit) {
            var next = nodes.size() < limit ? Optional.<String>empty() : Optional.of(nodes.getLast().name());
            return new Page(nodes.stream().map(NodeView::of).toList(), next);
        }
    }
}
