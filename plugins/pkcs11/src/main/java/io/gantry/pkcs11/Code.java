package io.gantry.pkcs11;

import static io.gantry.api.DriverException.Kind.BUSY;
import static io.gantry.api.DriverException.Kind.FAILED;
import static io.gantry.api.DriverException.Kind.UNREACHABLE;
import static io.gantry.api.DriverException.Kind.UNSUPPORTED;

import io.gantry.api.DriverException.Kind;
import java.util.Locale;
import java.util.stream.Stream;

/// Answers of PKCS#11 that say more than that something failed.
enum Code {
    SLOT_ID_INVALID(0x3, true, UNREACHABLE, Code.GONE), DATA_LEN_RANGE(0x21, false, UNSUPPORTED,
            "The token does not take so many bytes at once; keep a shorter secret."), DEVICE_MEMORY(0x31, false, FAILED,
                    "The token is full: remove objects from it that nobody needs, or take a larger one."), DEVICE_REMOVED(
                            0x32, true, UNREACHABLE,
                            Code.GONE), KEY_HANDLE_INVALID(0x60, true, FAILED, Code.AGAIN), MECHANISM_INVALID(0x70,
                                    false, UNSUPPORTED, Code.NO_GCM), MECHANISM_PARAM_INVALID(0x71, false, UNSUPPORTED,
                                            Code.NO_GCM), OBJECT_HANDLE_INVALID(0x82, true, FAILED,
                                                    Code.AGAIN), PIN_INCORRECT(0xa0, false, FAILED,
                                                            "Correct the option pin before the token locks it, then enable the driver again."), PIN_INVALID(
                                                                    0xa1, false, FAILED,
                                                                    "The option pin has characters that no PIN of this token has; correct it."), PIN_LEN_RANGE(
                                                                            0xa2, false, FAILED,
                                                                            "The option pin is longer or shorter than any PIN of this token; correct it."), PIN_EXPIRED(
                                                                                    0xa3, false, FAILED,
                                                                                    "Give the token's user a new PIN with the token's own tool, and set the option pin to it."), PIN_LOCKED(
                                                                                            0xa4, false, FAILED,
                                                                                            "The PIN is locked after too many wrong tries: let the token's security officer set a new one, and set the option pin to it."), SESSION_CLOSED(
                                                                                                    0xb0, true, FAILED,
                                                                                                    Code.AGAIN), SESSION_COUNT(
                                                                                                            0xb1, false,
                                                                                                            BUSY,
                                                                                                            "The token has no more sessions: lower the option sessions, or close other programs that use it."), SESSION_HANDLE_INVALID(
                                                                                                                    0xb3,
                                                                                                                    true,
                                                                                                                    FAILED,
                                                                                                                    Code.AGAIN), TOKEN_NOT_PRESENT(
                                                                                                                            0xe0,
                                                                                                                            true,
                                                                                                                            UNREACHABLE,
                                                                                                                            Code.GONE), TOKEN_NOT_RECOGNIZED(
                                                                                                                                    0xe1,
                                                                                                                                    true,
                                                                                                                                    UNREACHABLE,
                                                                                                                                    Code.GONE), TOKEN_WRITE_PROTECTED(
                                                                                                                                            0xe2,
                                                                                                                                            false,
                                                                                                                                            FAILED,
                                                                                                                                            "The token is read-only: make it writable until each project has its key."), USER_ALREADY_LOGGED_IN(
                                                                                                                                                    0x100,
                                                                                                                                                    false,
                                                                                                                                                    FAILED,
                                                                                                                                                    Code.AGAIN), USER_NOT_LOGGED_IN(
                                                                                                                                                            0x101,
                                                                                                                                                            true,
                                                                                                                                                            FAILED,
                                                                                                                                                            Code.AGAIN), USER_PIN_NOT_INITIALIZED(
                                                                                                                                                                    0x102,
                                                                                                                                                                    false,
                                                                                                                                                                    FAILED,
                                                                                                                                                                    "The token's user has no PIN yet: let the token's security officer set one."), NOT_INITIALIZED(
                                                                                                                                                                            0x190,
                                                                                                                                                                            true,
                                                                                                                                                                            FAILED,
                                                                                                                                                                            Code.AGAIN), ALREADY_INITIALIZED(
                                                                                                                                                                                    0x191,
                                                                                                                                                                                    false,
                                                                                                                                                                                    FAILED,
                                                                                                                                                                                    Code.AGAIN), OTHER(
                                                                                                                                                                                            -1,
                                                                                                                                                                                            false,
                                                                                                                                                                                            FAILED,
                                                                                                                                                                                            "The log of the token or of its service says more.");

    private static final String GONE = "Is the token plugged in, and does its service run?";
    private static final String AGAIN = "Another program may have closed this host's sessions; try again.";
    private static final String NO_GCM = "The token cannot make AES keys of 256 bits or seal with AES-GCM under a nonce from outside; take another token, or newer firmware.";

    private final long value;
    private final boolean lost;
    private final Kind kind;
    private final String advice;

    Code(long value, boolean lost, Kind kind, String advice) {
        this.value = value;
        this.lost = lost;
        this.kind = kind;
        this.advice = advice;
    }

    static Code of(long value) {
        return Stream.of(values()).filter(code -> code.value == value).findAny().orElse(OTHER);
    }

    static String name(long value) {
        var code = of(value);
        return code == OTHER ? "0x" + Long.toHexString(value) : "CKR_" + code.toString().toUpperCase(Locale.ROOT);
    }

    long value() {
        return value;
    }

    /// Whether logging in again may help.
    boolean lost() {
        return lost;
    }

    Kind kind() {
        return kind;
    }

    String advice() {
        return advice;
    }
}
