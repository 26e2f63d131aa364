package io.gantry.accelerators.sysfs;

import java.util.List;

/// The network interfaces of functions. They are gone while a guest has the function, and an operator still means it by them, so they are
/// noted before it is handed out.
///
/// @param records where they are noted, by address
public record Interfaces(Records records) {
    /// The interfaces that the function has, or had when it was handed out.
    public List<String> of(PciFunction function) {
        var now = function.files().names("net");
        return now.isEmpty()
                ? records().read(function.address()).stream().flatMap(String::lines).toList()
                : now;
    }

    /// The function is about to be handed out.
    public void remember(PciFunction function) {
        var now = function.files().names("net");
        if (!now.isEmpty()) {
            records().write(function.address(), String.join("\n", now));
        }
    }
}
