package io.gantry.accelerators.sysfs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The SR-IOV rule turned round: where neither links nor offset and stride are told, it looks for the one offset and stride that, common to
/// the ports of one card, explain every virtual function on its bus and no other address.
///
/// @param devices that can have virtual functions
record SriovRule(List<PciFunction> devices) {
    private static final int WIDEST = 64;

    /// Each virtual function whose device follows without doubt, and that device.
    Map<String, String> parents(List<PciFunction> orphans) {
        var found = new HashMap<String, String>();
        orphans.stream()
                .collect(Collectors.groupingBy(orphan -> orphan.domain() + (orphan.routing() >> 8) + orphan.ids()))
                .values()
                .forEach(alike -> explain(alike, found));
        return found;
    }

    private void explain(List<PciFunction> alike, Map<String, String> found) {
        var first = alike.getFirst();
        var cards = devices.stream()
                .filter(device -> device.domain().equals(first.domain()) && device.vendor().equals(first.vendor())
                        && device.is(first.type().substring(0, Math.min(4, first.type().length())))
                        && device.routing() >> 8 == first.routing() >> 8)
                .collect(Collectors.groupingBy(PciFunction::slot));
        if (cards.size() == 1) {
            explain(alike, cards.values().iterator().next(), found);
        }
    }

    private static void explain(List<PciFunction> alike, List<PciFunction> ports, Map<String, String> found) {
        var routings = alike.stream().map(PciFunction::routing).collect(Collectors.toSet());
        var each = alike.size() / ports.size();
        if (each * ports.size() != alike.size()) {
            return;
        }
        var first = ports.stream().min(Comparator.comparingInt(PciFunction::routing)).orElseThrow();
        var offset = routings.stream().min(Integer::compare).orElseThrow() - first.routing();
        var strides = java.util.stream.IntStream.rangeClosed(1, each == 1 ? 1 : WIDEST)
                .filter(stride -> covers(ports, offset, stride, each).equals(routings))
                .boxed()
                .toList();
        if (strides.size() == 1 && offset > 0) {
            for (var port : ports) {
                var own = covers(List.of(port), offset, strides.getFirst(), each);
                alike.stream()
                        .filter(one -> own.contains(one.routing()))
                        .forEach(one -> found.put(one.address(), port.address()));
            }
        }
    }

    private static Set<Integer> covers(List<PciFunction> ports, int offset, int stride, int each) {
        return ports.stream()
                .flatMap(port -> java.util.stream.IntStream.range(0, each)
                        .mapToObj(i -> port.routing() + offset + i * stride))
                .collect(Collectors.toSet());
    }
}
