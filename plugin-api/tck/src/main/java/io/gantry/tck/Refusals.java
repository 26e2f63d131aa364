package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import org.junit.jupiter.api.function.Executable;

/// Refusals as the contract wants them: with the right kind, and in words.
final class Refusals {
    private Refusals() {}

    static DriverException refused(Kind kind, Executable call) {
        var refusal = assertThrows(DriverException.class, call);
        assertEquals(kind, refusal.kind(), refusal.getMessage());
        assertFalse(String.valueOf(refusal.getMessage()).isBlank());
        return refusal;
    }
}
