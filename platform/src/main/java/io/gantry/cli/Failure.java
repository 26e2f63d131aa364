package io.gantry.cli;

import org.jspecify.annotations.Nullable;

/// A command that ends without success: one line for the person who typed it, a stable exit code for the script that did.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Exit codes; documented, never changed.
    public enum Exit {
        /// The host said no, or what was asked for failed.
        FAILED(1),
        /// Wrong usage, or a file that cannot be used.
        USAGE(2),
        /// The host does not answer.
        UNREACHABLE(3),
        /// The host does not accept the password, or there is none to offer.
        UNAUTHENTICATED(4);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    private final Exit exit;
    private final int status;

    Failure(Exit exit, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.status = status;
    }

    public Failure(Exit exit, String message) {
        this(exit, 0, message, null);
    }

    static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    public Exit exit() {
        return exit;
    }

    /// The HTTP status with which the host refused; 0 if it did not come to that.
    public int status() {
        return status;
    }

    /// What to print: always one line.
    public String line() {
        var message = getMessage();
        return (message == null ? exit.name() : message).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
