package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.Directory;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.accelerator.Reading;
import java.util.ArrayList;
import java.util.List;

/// What the Linux drivers of AMD and Intel cards measure.
final class Sensors {
    private Sensors() {}

    static List<Reading> of(PciFunction card) {
        var readings = new ArrayList<Reading>();
        var files = card.files();
        add(readings, files, "gpu_busy_percent", "utilisation", 1, "percent");
        add(readings, files, "mem_info_vram_total", "memory-total", 1, "bytes");
        add(readings, files, "mem_info_vram_used", "memory-used", 1, "bytes");
        files.names("hwmon").stream().filter(name -> name.matches("hwmon[0-9]+")).findFirst().ifPresent(name -> {
            var sensor = files.in("hwmon").in(name);
            add(readings, sensor, "temp1_input", "temperature", 1000, "celsius");
            add(readings, sensor, "power1_average", "power", 1_000_000, "watts");
        });
        return readings;
    }

    private static void add(List<Reading> readings, Directory files, String file, String name, int divisor,
            String unit) {
        files.text(file)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .ifPresent(text -> readings.add(new Reading(name, Double.parseDouble(text) / divisor, unit)));
    }
}
