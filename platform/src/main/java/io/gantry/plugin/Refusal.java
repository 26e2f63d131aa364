package io.gantry.plugin;

import io.gantry.base.Problem;

/// Why a plugin file is not let in.
final class Refusal {
    private Refusal() {}

    /// @param file as the operator knows it
    /// @param plugin its id, or `?` as long as that is unknown
    /// @param cause what is wrong, a clause
    /// @param cure what to do, a clause
    static Problem of(Object file, String plugin, String cause, String cure) {
        var subject = plugin.equals("?") ? "the plugin" : "plugin '" + plugin + "'";
        return Problem.invalid(file + ": " + subject + " is refused: " + cause + "; " + cure);
    }
}
