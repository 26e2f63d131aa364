package io.gantry.api;

import org.jspecify.annotations.Nullable;

/// The one failure a driver reports. Final, so that no class of a plugin escapes into the host.
///
/// The message is shown to operators: say what happened, to which object, and what to do next. Never put a secret in it.
/// Anything else a driver throws counts as its bug and is passed on as [Kind#FAILED].
public final class DriverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What the host does next depends on this alone.
    public enum Kind {
        /// The request can never succeed; the caller is told why (HTTP 400).
        INVALID,
        /// The hardware lacks the ability; scheduling tries elsewhere (HTTP 422).
        UNSUPPORTED,
        /// Somebody else holds it now; tried again soon (HTTP 409).
        BUSY,
        /// The device or service does not answer; tried again with growing pauses (HTTP 503).
        UNREACHABLE,
        /// The device answered and failed; not tried again, the operation is rolled back (HTTP 502).
        FAILED
    }

    private final Kind kind;

    /// @param message one sentence for the operator
    /// @param cause what led to it, for the log
    public DriverException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// @param message one sentence for the operator
    public DriverException(Kind kind, String message) {
        this(kind, message, null);
    }

    /// Why it failed, for the host.
    public Kind kind() {
        return kind;
    }
}
