package io.gantry.compute.migration;

import io.gantry.api.Transfer;
import io.gantry.api.transfer.TransferState;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Copies round after round until the guest has arrived, applying after each what [Convergence] decides.
final class Rounds {
    private final Run run;
    private Convergence convergence;
    private Ahead ahead = Ahead.START;

    Rounds(Run run, Limits limits) {
        this.run = run;
        this.convergence = Convergence.begin(limits);
    }

    /// @throws Problem if the guest has to stay because it does not converge
    Arrived copy(Transfer transfer) throws InterruptedException {
        while (true) {
            switch (transfer.await(this::within)) {
                case Arrived arrived -> {
                    return arrived;
                }
                case Copying round -> between(round, transfer);
            }
        }
    }

    private void within(String step, long done, long total) {
        var expected = ahead.equals(Ahead.START) ? total : ahead.total();
        run.report(step, Math.min(ahead.done() + done, expected), expected);
    }

    private void between(Copying round, Transfer transfer) {
        convergence = convergence.after(round);
        ahead = ahead.after(round);
        var decision = convergence.decide(round);
        run.event("round", data(round, decision));
        run.report("copy", ahead.done(), ahead.total());
        switch (decision) {
            case Decision.GoOn _ -> {
            }
            case Decision.Throttle throttle -> {
                transfer.apply(new Tuning.Throttle(throttle.percent()));
                convergence = convergence.throttled(throttle.percent());
            }
            case Decision.SwitchOver _ -> transfer.apply(new Tuning.SwitchOver());
            case Decision.Abort abort -> throw new Problem(Problem.Kind.FAILED,
                    "guest '" + run.subject() + "' stays where it is: " + abort.reason());
        }
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
        data.put("predicted_downtime_ms", convergence.predictedDowntime().toMillis());
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
