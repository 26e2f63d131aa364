package io.gantry.pkcs11;

/// The library answered with a code that means failure. Never leaves the driver.
final class CodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Call call;
    private final long code;

    CodeException(Call call, long code) {
        super(call + " answered " + Code.name(code));
        this.call = call;
        this.code = code;
    }

    Call call() {
        return call;
    }

    boolean is(Code other) {
        return code == other.value();
    }

    /// What it means to an operator.
    Code code() {
        return Code.of(code);
    }
}
