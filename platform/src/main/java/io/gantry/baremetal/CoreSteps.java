package io.gantry.baremetal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What is done in every deployment, with the priorities that Ironic gives it, so that steps of operators go between.
final class CoreSteps {
    static final String AREA = "deploy";
    static final NodeStep DEPLOY = step("deploy", 100);
    static final NodeStep WRITE_IMAGE = step("write_image", 80);
    static final NodeStep PREPARE_BOOT = step("prepare_instance_boot", 60);
    static final NodeStep TEAR_DOWN_AGENT = step("tear_down_agent", 40);
    static final NodeStep VERIFY_IMAGE = step("verify_image", 35);
    static final NodeStep BOOT_INSTANCE = step("boot_instance", 20);

    private static final List<NodeStep> ALL = List.of(DEPLOY, WRITE_IMAGE, PREPARE_BOOT, TEAR_DOWN_AGENT, VERIFY_IMAGE,
            BOOT_INSTANCE);

    private CoreSteps() {}

    private static NodeStep step(String name, int priority) {
        return new NodeStep(AREA, name, Map.of(), priority);
    }

    /// These and what somebody asked for; who names one of these gives it another priority.
    static List<NodeStep> with(List<NodeStep> asked) {
        var all = new ArrayList<>(asked);
        ALL.stream().filter(core -> asked.stream().noneMatch(core::same)).forEach(all::add);
        return all.stream()
                .filter(step -> step.priority() > 0)
                .sorted(Comparator.comparingInt(NodeStep::priority).reversed())
                .toList();
    }
}
