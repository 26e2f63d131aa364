package io.gantry.job;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A failure as the job's owner is told of it.
///
/// @param passing whether trying again may help
record Failure(boolean passing, String message) {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    /// @param what failed, for the log
    static Failure of(Throwable thrown, String what) {
        return switch (thrown) {
            case DriverException e -> new Failure(switch (e.kind()) {
                case BUSY, UNREACHABLE -> true;
                case INVALID, UNSUPPORTED, FAILED -> false;
            }, String.valueOf(e.getMessage()));
            case Problem e -> new Failure(e.kind() == Problem.Kind.UNAVAILABLE, e.detail());
            case InterruptedException e -> new Failure(false, "was interrupted");
            default -> unexpected(thrown, what);
        };
    }

    private static Failure unexpected(Throwable thrown, String what) {
        var id = UUID.randomUUID().toString();
        LOG.error("{} failed unexpectedly; error {}", what, id, thrown);
        return new Failure(false, "failed unexpectedly; the log says more about error " + id);
    }
}
