package io.gantry.qemu.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.Transfer;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.qemu.QemuHypervisor;
import io.gantry.qemu.Topology;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;

/// What both strategies do.
final class Strategy {
    private final DriverContext context;

    Strategy(DriverContext context) {
        this.context = context;
    }

    /// Why the plan cannot be carried out, whatever the strategy; empty if it can.
    static Optional<Fit.No> refusal(TransferPlan plan) {
        for (var end : new Endpoint[]{plan.source(), plan.target()}) {
            if (!QemuHypervisor.SCHEME.equals(end.control().getScheme())) {
                return Optional.of(new Fit.No("'" + end.host() + "' is controlled by " + end.control().getScheme()
                        + ", not by " + QemuHypervisor.SCHEME));
            }
        }
        return Topology.difference(plan.source().details(), plan.target().details()).map(Fit.No::new);
    }

    Transfer open(TransferPlan plan, Fit fit, Settings settings) throws InterruptedException {
        if (fit instanceof Fit.No no) {
            throw new DriverException(Kind.INVALID, "guest " + plan.guest() + " cannot be moved in this way: "
                    + no.reason());
        }
        try {
            var ends = new Ends(plan, settings, context.threads());
            var port = Integer.parseInt(ends.address().substring(ends.address().lastIndexOf(':') + 1));
            var sockets = new Sockets(plan.source().details().getOrDefault(Topology.LAUNCHER, ""),
                    plan.target().address(), port);
            return new QemuTransfer(plan.guest(), ends, new Rounds(plan.memoryBytes(), settings.stall(), sockets),
                    context.clock());
        } catch (ConnectException e) {
            throw new DriverException(Kind.UNREACHABLE, "guest " + plan.guest() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw QemuTransfer.failure(plan.guest(), e);
        }
    }

    /// Takes it, with the reservation that there is.
    static Fit taken(TransferPlan plan, String reason) {
        return Topology.forgetful(plan.source().details())
                ? new Fit.Fallback(reason
                        + "; but QEMU below 9.0, when it emulates, may lose writes of a guest that is moved: update QEMU, or use kvm")
                : new Fit.Yes(reason);
    }

    static boolean hasDisks(TransferPlan plan) {
        return !plan.source().details().getOrDefault(Topology.DISKS, "").isEmpty();
    }
}
