package io.gantry.redfish;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What a controller does after it has answered. It says where to look how far it is: at a monitor, which in the end answers what the request would have
/// been answered, or at the task itself.
final class Task {
    private static final Set<String> UNDER_WAY = Set.of("New", "Starting", "Running", "Pending", "Stopping",
            "Suspended", "Service", "Cancelling");

    private Task() {}

    /// @param begun the answer to the request
    /// @param what was asked of whom, for messages
    /// @return the answer in the end; the same one if nothing goes on, or if the controller has forgotten about it
    static Answer end(Controller controller, Answer begun, String what, String path) throws InterruptedException {
        var place = begun.header("Location").orElse(begun.json().path("TaskMonitor").asText());
        if (begun.status() != 202 || place.isEmpty()) {
            return begun;
        }
        var deadline = System.nanoTime() + controller.options().powerTimeout().toNanos();
        var at = controller.here(place, "POST", path);
        while (true) {
            var now = controller.look(at);
            var state = now.json().path("TaskState").asText();
            if (now.status() == 404) {
                return begun;
            }
            if (now.status() != 202 && !UNDER_WAY.contains(state)) {
                return judged(now, state);
            }
            if (System.nanoTime() > deadline) {
                throw new DriverException(Kind.FAILED,
                        "%s: the controller is not done with it after %d ms. Look into its log, or raise power-timeout."
                                .formatted(what, controller.options().powerTimeout().toMillis()));
            }
            TimeUnit.MILLISECONDS.sleep(controller.options().poll().toMillis());
        }
    }

    private static Answer judged(Answer now, String state) {
        return !now.ok() || state.isEmpty() || state.equals("Completed") ? now : now.asFailure();
    }
}
