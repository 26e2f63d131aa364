package io.gantry.baremetal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The steps that an agent says it can do.
final class AgentSteps {
    private AgentSteps() {}

    /// @param told by what does them, each a list of steps
    static List<NodeStep> of(Object told) {
        var all = new ArrayList<NodeStep>();
        if (told instanceof Map<?, ?> byHardware) {
            byHardware.values().forEach(list -> {
                if (list instanceof List<?> steps) {
                    steps.forEach(step -> add(step, all));
                }
            });
        }
        return all;
    }

    private static void add(Object told, List<NodeStep> all) {
        if (told instanceof Map<?, ?> step && step.get("step") instanceof String name
                && step.get("interface") instanceof String area) {
            var priority = step.get("priority") instanceof Number number ? number.intValue() : 0;
            all.add(new NodeStep(area, name, Map.of(), priority));
        }
    }
}
