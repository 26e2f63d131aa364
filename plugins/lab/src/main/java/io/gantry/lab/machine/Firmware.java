package io.gantry.lab.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the firmware of a lab machine can be told.
public final class Firmware {
    /// The name by which it starts: `uefi` or `bios`.
    public static final String BOOT_MODE = "boot_mode";
    /// The name by which it starts signed systems only: `true` or `false`.
    public static final String SECURE_BOOT = "secure_boot";
    /// What its maker set.
    static final Map<String, String> DEFAULTS = Map.of(BOOT_MODE, "uefi", SECURE_BOOT, "false", "bios.LogicalProc",
            "Enabled", "bios.SriovGlobalEnable", "Disabled", "bios.SysProfile", "Balanced", "bios.BootRetries", "3");
    private static final Map<String, List<String>> CHOICES = Map.of(BOOT_MODE, List.of("uefi", "bios"), SECURE_BOOT,
            List.of("true", "false"), "bios.LogicalProc", List.of("Enabled", "Disabled"), "bios.SriovGlobalEnable",
            List.of("Enabled", "Disabled"), "bios.SysProfile", List.of("Balanced", "Performance", "Efficient"));

    private Firmware() {}

    /// Why it does not take that value; empty if it does.
    public static Optional<String> objection(String name, String value) {
        if (!DEFAULTS.containsKey(name)) {
            return Optional.of("there is no setting '%s', there are %s".formatted(name,
                    DEFAULTS.keySet().stream().sorted().toList()));
        }
        var choices = CHOICES.get(name);
        if (choices == null ? value.matches("[0-9]{1,2}") : choices.contains(value)) {
            return Optional.empty();
        }
        return Optional.of("%s does not take '%s' but %s".formatted(name, value,
                choices == null ? "numbers from 0 to 99" : choices));
    }
}
