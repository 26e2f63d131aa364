package io.gantry.accelerators.ssd;

import io.gantry.accelerators.sysfs.Command;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;

/// The program of nvme-cli, which speaks NVMe to disks that Linux has.
record NvmeProgram(Path program) {
    private static final double FREEZING = 273.15;

    boolean isThere() { return Files.isExecutable(program); }

    /// Erases all that any user wrote to the namespace; it is done when this returns.
    void erase(String namespace, int setting, Runnable alive) throws InterruptedException {
        if (!isThere()) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "There is no program %s to erase %s with; install nvme-cli or set the option nvme.".formatted(
                            program,
                            namespace));
        }
        Command.run(List.of(program.toString(), "format", "/dev/" + namespace, "--ses=" + setting, "--force"), alive);
    }

    /// Wear and health as the disk counts them.
    List<Reading> health(String controller) throws InterruptedException {
        var text = Command.run(List.of(program.toString(), "smart-log", "/dev/" + controller, "--output-format=json"));
        var readings = new ArrayList<Reading>();
        add(readings, text, "temperature", "temperature", "celsius", kelvin -> Math.round(kelvin - FREEZING));
        add(readings, text, "percent(?:age)?_used", "wear", "percent", value -> value);
        add(readings, text, "avail_spare", "spare", "percent", value -> value);
        add(readings, text, "power_on_hours", "power-on", "hours", value -> value);
        add(readings, text, "media_errors", "media-errors", "count", value -> value);
        add(readings, text, "critical_warning", "critical-warning", "count", value -> value);
        return readings;
    }

    private static void add(List<Reading> readings, String text, String key, String name, String unit,
            DoubleUnaryOperator convert) {
        var match = Pattern.compile("\"" + key + "\"\\s*:\\s*\"?([0-9]{1,15})\\b").matcher(text);
        if (match.find()) {
            readings.add(new Reading(name, convert.applyAsDouble(Double.parseDouble(match.group(1))), unit));
        }
    }
}
