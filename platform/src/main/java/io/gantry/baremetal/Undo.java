package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.job.Step.Action;
import java.util.Map;

/// Taking back as far as that is possible.
final class Undo {
    static final String REMAINS = "remains";

    private Undo() {}

    /// An undo that no broken driver can hold up for ever: what it cannot do it says, and the node then says so too.
    static Action asFarAsPossible(String what, Action undo) {
        return run -> {
            try {
                undo.run(run);
            } catch (DriverException | Problem e) {
                var reason = String.valueOf(e.getMessage());
                run.keep(REMAINS, what + ": " + reason);
                run.event("not-undone", Map.of("what", what, "reason", reason));
            }
        };
    }
}
