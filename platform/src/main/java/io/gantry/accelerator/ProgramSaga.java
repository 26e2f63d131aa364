package io.gantry.accelerator;

import io.gantry.api.DriverException;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;

/// Programs a device of which nobody has a piece.
@Singleton
final class ProgramSaga implements Saga {
    static final String KIND = "accelerator-program";
    /// Under which the kind of the driver's refusal is kept.
    static final String FAILURE = "failure";

    private final RequestRecords records;
    private final Hands hands;

    ProgramSaga(RequestRecords records, Hands hands) {
        this.records = records;
        this.hands = hands;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("program", this::program));
    }

    private void program(Run run) throws InterruptedException {
        var job = run.input(BindJob.class);
        try {
            hands.program(job.source(), job.device(), job.part(), job.bitstream().orElseThrow(), run);
        } catch (DriverException e) {
            run.keep(FAILURE, e.kind().name());
            throw e;
        }
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        records.programmingOver(run.id());
        hands.look(run.input(BindJob.class).source());
    }
}
