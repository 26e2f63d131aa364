package io.gantry.base;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refusal or failure that the caller is told about (RFC 9457). The detail says what happened, to which object, and what to do next.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What kind of problem it is, and with that the HTTP status.
    public enum Kind {
        /// The request can never succeed as it is.
        INVALID(400),
        /// Who asks is not known.
        UNAUTHENTICATED(401),
        /// Who asks may not.
        FORBIDDEN(403),
        /// No such object.
        NOT_FOUND(404),
        /// The object is in another state, or another one of that name exists.
        CONFLICT(409),
        /// There is no such version or representation.
        NOT_ACCEPTABLE(406),
        /// The request is larger than allowed.
        TOO_LARGE(413),
        /// The body is of a kind that is not read here.
        UNSUPPORTED_MEDIA_TYPE(415),
        /// The driver or hardware lacks the ability.
        UNSUPPORTED(422),
        /// Asked too often.
        TOO_MANY(429),
        /// Something behind the host failed.
        FAILED(502),
        /// Something behind the host does not answer now.
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /// The HTTP status.
        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final @Nullable Duration wait;

    public Problem(Kind kind, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.wait = null;
    }

    /// @param wait after which it is worth to try again
    public Problem(Kind kind, String detail, Duration wait) {
        super(detail);
        this.kind = kind;
        this.wait = wait;
    }

    public Problem(Kind kind, String detail) {
        this(kind, detail, (Throwable) null);
    }

    public static Problem invalid(String detail) {
        return new Problem(Kind.INVALID, detail);
    }

    public static Problem notFound(String detail) {
        return new Problem(Kind.NOT_FOUND, detail);
    }

    public static Problem conflict(String detail) {
        return new Problem(Kind.CONFLICT, detail);
    }

    public Kind kind() {
        return kind;
    }

    /// After which it is worth to try again, if that is known.
    public Optional<Duration> after() {
        return Optional.ofNullable(wait);
    }

    /// What happened, to which object, and what to do next.
    public String detail() {
        var message = getMessage();
        return message == null ? kind.name() : message;
    }
}
