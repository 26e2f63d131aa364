package io.gantry.plugin;

import io.gantry.api.DriverException;
import java.util.Set;

/// An open driver instance.
///
/// @param instance its name in the operator's file
/// @param driver the id of its driver
/// @param host the machine that it is for
/// @param roles the simple names of the roles it has besides its kind
/// @param call the guarded proxy through which it is called
public record Handle<T>(String instance, String driver, String host, Set<String> roles, T call) {
    /// What the guard says when it does not let a call through to a driver that fails too often.
    static final String LEFT_ALONE = " calls and is left alone for ";

    /// Whether the driver was not even asked, because it fails too often. That says nothing of the one thing it was to be asked about.
    public static boolean unasked(DriverException failure) {
        return failure.kind() == DriverException.Kind.BUSY
                || String.valueOf(failure.getMessage()).contains(LEFT_ALONE);
    }
}
