package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.Directory;
import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// NVIDIA's newer scheme without mediated devices: each virtual function lists the types it could become and is given one by its number.
final class VendorTypes {
    private static final String PREFIX = "nvidia-";
    private static final Pattern LINE = Pattern.compile("\\s*([0-9]{1,9})\\s*:\\s*(\\S.*)");
    private static final Pattern SIZE = Pattern.compile("-([0-9]{1,5})[A-Z]");

    /// Names outlive the moment in which the last piece is taken and the kernel lists the type no more.
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, Integer> largest = new ConcurrentHashMap<>();

    private static Directory files(Directory function) {
        return function.in("nvidia");
    }

    static boolean has(Directory function) {
        return function.has("nvidia/creatable_vgpu_types");
    }

    /// What the virtual function could become, and what it is.
    ///
    /// @param card it is cut from
    List<VgpuKind> of(Directory function, String card) {
        var found = new TreeMap<String, VgpuKind>();
        files(function).text("creatable_vgpu_types").orElse("").lines().map(LINE::matcher).forEach(line -> {
            if (line.matches()) {
                var id = PREFIX + line.group(1);
                var name = line.group(2).strip();
                names.put(card + id, name);
                largest.merge(card, size(name), Math::max);
                found.put(id, new VgpuKind(id, name, 1, 0, 0));
            }
        });
        current(function).ifPresent(
                id -> found.put(id, new VgpuKind(id, names.getOrDefault(card + id, id), 0, 1, 0)));
        return found.values().stream().map(kind -> limited(kind, card)).toList();
    }

    /// The largest type takes all memory of the card, so of a smaller one as many fit as that divides.
    private VgpuKind limited(VgpuKind kind, String card) {
        var size = size(kind.name());
        var most = size == 0 ? 0 : largest.getOrDefault(card, 0) / size;
        return new VgpuKind(kind.id(), kind.name(), kind.available(), kind.made(), most);
    }

    private static int size(String name) {
        var match = SIZE.matcher(name);
        return match.find() ? Integer.parseInt(match.group(1)) : 0;
    }

    static Optional<String> current(Directory function) {
        return files(function).number("current_vgpu_type").filter(number -> number > 0).map(number -> PREFIX + number);
    }

    static void set(Directory function, String type, Kernel kernel) {
        if (current(function).filter(type::equals).isPresent()) {
            return;
        }
        if (current(function).isPresent()) {
            throw new DriverException(Kind.BUSY, "%s is a vGPU of type %s already; detach that first.".formatted(
                    function.path().getFileName(), current(function).get()));
        }
        kernel.order(files(function).path().resolve("current_vgpu_type"), type.substring(PREFIX.length()));
    }

    static void clear(Directory function, Kernel kernel) {
        if (current(function).isPresent()) {
            kernel.order(files(function).path().resolve("current_vgpu_type"), "0");
        }
    }
}
