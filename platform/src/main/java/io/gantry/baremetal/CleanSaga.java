package io.gantry.baremetal;

import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;

/// Cleans a node, for whoever has it next or as somebody asked.
@Singleton
final class CleanSaga implements Saga {
    static final String KIND = "node-clean";

    private final Cleaning cleaning;
    private final Ended ended;

    CleanSaga(Cleaning cleaning, Ended ended) {
        this.cleaning = cleaning;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("clean", cleaning::clean), Step.of("power-off", cleaning::powerOff));
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        if (outcome != Outcome.DONE) {
            cleaning.failed(run);
        }
        ended.at(run, outcome == Outcome.DONE
                ? cleaning.next(run.input(Order.class))
                : ProvisionState.CLEAN_FAILED);
    }
}
