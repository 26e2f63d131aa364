package io.gantry.compute.migration;

import io.gantry.api.DriverException;
import io.gantry.api.Transfer;
import io.gantry.api.transfer.TransferState;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.base.Problem;
import io.gantry.compute.Move;
import io.gantry.compute.OnTimeout;
import io.gantry.compute.OrderStore;
import io.gantry.job.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Copies round after round until the guest has arrived, applying after each what [Convergence] decides and what was asked for meanwhile.
final class Rounds {
    private final Run run;
    private final long memory;
    private final OrderStore orders;
    private final Limits limits;
    private final Thread copying = Thread.currentThread();
    private volatile Convergence convergence;
    private Ahead ahead = Ahead.START;
    private String present = "round 1";
    private long limit;
    private volatile long began;
    private volatile boolean last;
    private boolean expired;

    Rounds(Run run, Move move, OrderStore orders) {
        this.run = run;
        this.memory = move.guest().memoryBytes();
        this.orders = orders;
        this.limit = move.migration().bytesPerSecond();
        this.limits = Limits.of(move);
        this.convergence = Convergence.begin(limits);
    }

    /// @throws Problem if the guest has to stay because it does not converge
    Arrived copy(Transfer transfer) throws InterruptedException {
        obey(transfer);
        while (true) {
            switch (round(transfer)) {
                case Arrived arrived -> {
                    return arrived;
                }
                case Copying round -> between(round, transfer);
            }
        }
    }

    private TransferState round(Transfer transfer) throws InterruptedException {
        began = System.nanoTime();
        try {
            var state = transfer.await(this::within);
            if (!expired()) {
                return state;
            }
        } catch (InterruptedException | DriverException e) {
            if (!expired()) {
                throw e;
            }
        }
        // It was this class that interrupted, and nobody else is to learn of it.
        Thread.interrupted();
        throw new Problem(Problem.Kind.FAILED,
                "guest '%s' stays where it is: %d s were not enough, and %s was not over; given up, as on-timeout says"
                        .formatted(run.subject(), limits.time().toSeconds(), present));
    }

    /// Also gives up in the middle of a round, which on a slow link may last for hours.
    private void within(String step, long done, long total) {
        if (!last && limits.onTimeout() == OnTimeout.ABORT
                && limits.over(convergence.elapsed().plusNanos(System.nanoTime() - began))) {
            expire();
        }
        report(total == 0 ? 0 : (double) done / total);
    }

    private synchronized void expire() {
        if (!expired) {
            expired = true;
            copying.interrupt();
        }
    }

    /// Once it says so the interrupt has been delivered, and no other will come.
    private synchronized boolean expired() {
        return expired;
    }

    /// In units of the guest's memory, though it is the share of the whole migration: what else is to be copied nobody knows.
    private void report(double part) {
        run.report(present, Math.round(ahead.share(part) * memory), memory);
    }

    private void obey(Transfer transfer) {
        var order = orders.find(run.id());
        if (order.switchOver()) {
            convergence = convergence.hastened();
        }
        var most = order.bytesPerSecond().orElse(limit);
        if (most != limit) {
            transfer.apply(new Tuning.Bandwidth(most));
            run.event("bandwidth", Map.of("bytes_per_second", most));
            limit = most;
        }
    }

    private void between(Copying round, Transfer transfer) {
        convergence = convergence.after(round);
        obey(transfer);
        var decision = convergence.decide(round);
        run.event("round", data(round, decision));
        ahead = ahead.after(round);
        present = "round " + (round.round() + 1);
        switch (decision) {
            case Decision.GoOn _ -> {
            }
            case Decision.Throttle throttle -> {
                transfer.apply(new Tuning.Throttle(throttle.percent()));
                convergence = convergence.throttled(throttle.percent());
            }
            case Decision.SwitchOver _ -> {
                last = true;
                ahead = ahead.last();
                present = "switchover";
                transfer.apply(new Tuning.SwitchOver());
            }
            case Decision.Abort abort -> throw new Problem(Problem.Kind.FAILED,
                    "guest '" + run.subject() + "' stays where it is: " + abort.reason());
        }
        report(0);
    }

    private Map<String, Object> data(Copying round, Decision decision) {
        var data = new LinkedHashMap<String, Object>();
        data.put("round", round.round());
        data.put("copied_bytes", round.copiedBytes());
        data.put("zero_bytes", round.zeroBytes());
        data.put("remaining_bytes", round.remainingBytes());
        data.put("dirty_bytes_per_second", round.dirtyBytesPerSecond());
        data.put("bytes_per_second", round.bytesPerSecond());
        data.put("took_ms", round.took().toMillis());
        data.put("elapsed_ms", convergence.elapsed().toMillis());
        data.put("predicted_downtime_ms", convergence.predictedDowntime().toMillis());
        data.put("allowed_downtime_ms", convergence.allowedDowntime().toMillis());
        data.put("throttle_percent", convergence.throttle());
        data.put("limit_bytes_per_second", limit);
        data.put("decision", decision.word());
        data.put("reason", decision.reason());
        data.put("connections", connections(round.connections()));
        return data;
    }

    static List<Map<String, Object>> connections(List<TransferState.Connection> connections) {
        return connections.stream()
                .map(one -> Map.<String, Object>of("sent_bytes", one.sentBytes(), "bytes_per_second",
                        one.bytesPerSecond(), "stalled_ms", one.stalled().toMillis()))
                .toList();
    }
}
