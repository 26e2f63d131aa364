package io.gantry.accelerators.ssd;

import io.gantry.accelerators.sysfs.Directory;
import io.gantry.accelerators.sysfs.PciFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One NVMe disk and its namespaces, as far as Linux has them.
///
/// @param root of sysfs
record Disk(PciFunction function, Directory root) {
    private static final int SECTOR = 512;

    /// One namespace as Linux shows it: a block device with its partitions.
    ///
    /// @param name `nvme0n1`
    record Namespace(String name, Directory files) {
        List<String> partitions() {
            return files.names().stream().filter(file -> file.matches(name + "p[0-9]+")).toList();
        }

        /// The block device and its partitions, each with its directory.
        Stream<Directory> all() {
            return Stream.concat(Stream.of(files), partitions().stream().map(files::in));
        }
    }

    static boolean isOne(PciFunction function) {
        return function.is("0108");
    }

    /// The controllers as Linux names them: one, or none while another driver has the disk.
    Optional<String> controller() {
        return function.files().names("nvme").stream().filter(name -> name.matches("nvme[0-9]+")).findFirst();
    }

    /// Where several controllers reach one namespace, its block device lies elsewhere and only a path to it lies here.
    List<Namespace> namespaces() {
        var direct = controller().map(name -> function.files().in("nvme").in(name)).stream();
        return Stream.concat(direct, Stream.of(function.files().in("block")))
                .flatMap(directory -> directory.names().stream().flatMap(name -> namespace(directory, name).stream()))
                .toList();
    }

    private Optional<Namespace> namespace(Directory directory, String name) {
        if (name.matches("nvme[0-9]+n[0-9]+")) {
            return Optional.of(new Namespace(name, directory.in(name)));
        }
        if (name.matches("nvme[0-9]+c[0-9]+n[0-9]+")) {
            var head = name.replaceFirst("c[0-9]+", "");
            return Stream.of("class/block/", "block/")
                    .map(place -> root.in(place + head))
                    .filter(files -> files.has("size"))
                    .findFirst()
                    .or(() -> Optional.of(directory.in(name)))
                    .map(files -> new Namespace(head, files));
        }
        return Optional.empty();
    }

    Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        controller().ifPresent(name -> {
            var files = function.files().in("nvme").in(name);
            files.text("model").ifPresent(text -> properties.put("model", text));
            files.text("serial").ifPresent(text -> properties.put("serial", text));
            files.text("firmware_rev").ifPresent(text -> properties.put("firmware", text));
            files.text("state").ifPresent(text -> properties.put("state", text));
        });
        var namespaces = namespaces();
        if (!namespaces.isEmpty()) {
            properties.put("namespaces", String.join(" ", namespaces.stream().map(Namespace::name).toList()));
            properties.put("bytes", "" + namespaces.stream().mapToLong(one -> sectors(one) * SECTOR).sum());
        }
        return properties;
    }

    private static long sectors(Namespace namespace) {
        return namespace.files()
                .text("size")
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /// Degrees Celsius, where the kernel has a sensor for it.
    Optional<Double> temperature() {
        var places = Stream.concat(controller().map(name -> function.files().in("nvme").in(name)).stream(),
                Stream.of(function.files().in("hwmon")));
        return places
                .flatMap(place -> place.names()
                        .stream()
                        .filter(name -> name.matches("hwmon[0-9]+"))
                        .flatMap(name -> place.number(name + "/temp1_input").stream()))
                .findFirst()
                .map(thousandths -> thousandths / 1000.0);
    }
}
