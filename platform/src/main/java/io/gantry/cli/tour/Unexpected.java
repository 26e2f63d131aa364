package io.gantry.cli.tour;

/// Something is not as it should be.
final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unexpected(String message) {
        super(message);
    }

    static Unexpected of(String what, Object expected, Object seen) {
        return new Unexpected(what + ": expected " + expected + ", saw " + seen);
    }
}
