package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.deploy.Deployment;
import io.gantry.baremetal.Verdict.Answer;
import io.gantry.baremetal.image.Inspected;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Decides which deploy interface takes a deployment, and remembers what everybody said.
@Singleton
final class Autodetect {
    private final Drivers drivers;

    Autodetect(Drivers drivers) {
        this.drivers = drivers;
    }

    /// What is to be used for an image that was looked at.
    Decision decide(Deployment deployment, Inspected image, String deployInterface) {
        return decide(deployment, deployInterface).with(image.evidence());
    }

    /// Asks all in the operator's order: the first that says yes wins, without one the first that would do it for want of a better one. Where the
    /// node names an instance, only that is asked.
    private Decision decide(Deployment deployment, String deployInterface) {
        if (deployInterface.equals(BareMetalNode.AUTODETECT)) {
            return weigh(drivers.all(DeployInterface.class).stream().map(handle -> ask(handle, deployment)).toList());
        }
        var verdict = ask(drivers.get(DeployInterface.class, deployInterface), deployment);
        var takes = verdict.answer() == Answer.YES || verdict.answer() == Answer.FALLBACK;
        var reason = "the node names '" + deployInterface + "', which says: " + verdict.reason();
        return new Decision(takes ? Optional.of(deployInterface) : Optional.empty(), List.of(verdict), reason,
                List.of());
    }

    private static Verdict ask(Handle<DeployInterface> handle, Deployment deployment) {
        try {
            return Verdict.of(handle.instance(), handle.call().fit(deployment));
        } catch (DriverException | Problem e) {
            return new Verdict(handle.instance(), Answer.FAILED, "could not say: " + e.getMessage());
        }
    }

    private static Decision weigh(List<Verdict> verdicts) {
        var yes = first(verdicts, Answer.YES);
        if (yes.isPresent()) {
            return chosen(yes.get(), verdicts, "the first that says yes");
        }
        var fallback = first(verdicts, Answer.FALLBACK);
        if (fallback.isPresent()) {
            return chosen(fallback.get(), verdicts, "none says yes, and it is the first that would do");
        }
        var reason = verdicts.isEmpty()
                ? "no deploy interface is open; add one under 'drivers' in gantry.yaml"
                : "no deploy interface takes it: " + verdicts.stream()
                        .map(verdict -> verdict.instance() + " says: " + verdict.reason())
                        .collect(Collectors.joining("; "));
        return new Decision(Optional.empty(), verdicts, reason, List.of());
    }

    private static Optional<Verdict> first(List<Verdict> verdicts, Answer answer) {
        return verdicts.stream().filter(verdict -> verdict.answer() == answer).findFirst();
    }

    private static Decision chosen(Verdict verdict, List<Verdict> verdicts, String why) {
        var reason = why + ": " + verdict.reason();
        return new Decision(Optional.of(verdict.instance()), verdicts, reason, List.of());
    }
}
