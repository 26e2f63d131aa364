package io.gantry.deploy.custom;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import io.gantry.deploy.AgentWork;
import io.gantry.deploy.Evidence;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Asks the node's agent which steps it brings, and has it do those with a priority from 99 down to 61.
@DriverId(value = "custom-agent", description = "Has the operator's own agent deploy the node by the steps that it brings.")
public final class CustomAgentDeploy implements DeployInterface {
    private static final int FIRST = 99;
    private static final int LAST = 61;

    private final String trait;

    /// Needs nothing until it is called.
    public CustomAgentDeploy(CustomAgentOptions options) {
        trait = options.trait();
    }

    @Override
    public Fit fit(Deployment deployment) {
        var evidence = new Evidence(deployment);
        if (!evidence.agent()) {
            return new Fit.No(evidence.noAgent());
        }
        return deployment.traits().contains(trait)
                ? new Fit.Yes("node %s has the trait %s".formatted(deployment.node(), trait))
                : new Fit.Fallback("node %s has not the trait %s, and what its agent can do shows only once it runs"
                        .formatted(deployment.node(), trait));
    }

    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.demand(deployment, fit(deployment));
        var steps = steps(bench.command("deploy.get_deploy_steps", Map.of(), progress));
        if (steps.isEmpty()) {
            throw new DriverException(Kind.FAILED,
                    "The agent of node %s brings no deploy step with a priority from %d to %d, so it cannot deploy it; use another ramdisk or another deploy interface."
                            .formatted(deployment.node(), LAST, FIRST));
        }
        for (var step : steps) {
            AgentWork.step(bench, step, progress);
        }
        bench.command("standby.sync", Map.of(), progress);
    }

    /// Those of one kind of hardware may come as a list, or by what brings them.
    private static List<Map<String, Object>> steps(Map<String, Object> answer) {
        var told = answer.get("deploy_steps");
        var lists = told instanceof Map<?, ?> byHardware ? byHardware.values().stream() : Stream.ofNullable(told);
        return lists.flatMap(list -> list instanceof List<?> steps ? steps.stream() : Stream.empty())
                .flatMap(step -> step instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty())
                .filter(step -> priority(step) >= LAST && priority(step) <= FIRST)
                .sorted(Comparator.<Map<?, ?>>comparingInt(CustomAgentDeploy::priority).reversed())
                .map(CustomAgentDeploy::named)
                .toList();
    }

    private static int priority(Map<?, ?> step) {
        return step.get("priority") instanceof Number number ? number.intValue() : 0;
    }

    private static Map<String, Object> named(Map<?, ?> step) {
        var copy = new HashMap<String, Object>();
        step.forEach((key, value) -> {
            if (value != null) {
                copy.put(String.valueOf(key), value);
            }
        });
        return copy;
    }

    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.wipe(bench, progress);
    }
}
