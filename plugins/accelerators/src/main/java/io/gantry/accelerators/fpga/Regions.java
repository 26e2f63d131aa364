package io.gantry.accelerators.fpga;

import io.gantry.accelerators.sysfs.Directory;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.accelerators.sysfs.Records;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a card says of its regions: ids of the interfaces that an image must fit, and of the functions that are loaded. Older and newer
/// kernel drivers hang them into different trees, so they are looked for by name, and not deeper or wider than any card is.
///
/// @param interfaces 32 hexadecimal digits each
/// @param functions 32 hexadecimal digits each
record Regions(Set<String> interfaces, Set<String> functions) {
    private static final int DEEPEST = 7;
    private static final int MOST = 4096;
    private static final Set<String> INTERFACES = Set.of("interface_id", "compat_id", "interface_uuids");
    private static final Set<String> FUNCTIONS = Set.of("afu_id");

    private record Place(Directory directory, int depth) {}

    /// @param notes of functions that guests have: there the kernel shows no regions
    static Regions of(FpgaCard card, Directory root, Records notes) {
        var found = new Regions(new TreeSet<>(), new TreeSet<>());
        Stream.concat(Stream.of(card.function(), card.user()), card.virtual().stream()).distinct().forEach(function -> {
            var own = of(function, root);
            found.add(own.isEmpty() ? notes.read(function.address()).map(Regions::parse).orElse(own) : own);
        });
        return found;
    }

    private static Regions of(PciFunction function, Directory root) {
        var found = new Regions(new TreeSet<>(), new TreeSet<>());
        found.collect(function, root);
        return found;
    }

    /// The function is about to be handed out.
    static void remember(PciFunction function, Directory root, Records notes) {
        var own = of(function, root);
        if (!own.isEmpty()) {
            notes.write(function.address(),
                    String.join(" ", own.interfaces()) + "\n" + String.join(" ", own.functions()));
        }
    }

    private static Regions parse(String note) {
        var lines = note.split("\n", 2);
        return new Regions(ids(lines[0]), ids(lines.length > 1 ? lines[1] : ""));
    }

    private static Set<String> ids(String line) {
        return Stream.of(line.split(" ", -1)).map(Regions::id).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
    }

    private boolean isEmpty() { return interfaces.isEmpty() && functions.isEmpty(); }

    private void add(Regions other) {
        interfaces.addAll(other.interfaces());
        functions.addAll(other.functions());
    }

    private void collect(PciFunction function, Directory root) {
        add(function.files(), "interface_uuids");
        for (var name : List.of("fpga", "fpga_region")) {
            search(function.files().in(name));
            var all = root.in("class/" + name);
            all.names()
                    .stream()
                    .map(all::in)
                    .filter(one -> one.link("device").filter(function.address()::equals).isPresent())
                    .forEach(this::search);
        }
        if (function.vendor().equals(FpgaCard.XILINX)) {
            function.files()
                    .names()
                    .stream()
                    .filter(name -> name.matches("[a-z_]+\\.[a-z]\\.[0-9]+"))
                    .forEach(name -> add(function.files().in(name), "interface_uuids"));
        }
    }

    private void search(Directory top) {
        var places = new ArrayDeque<>(List.of(new Place(top, 0)));
        for (var seen = 0; !places.isEmpty() && seen < MOST; seen++) {
            var place = places.removeFirst();
            for (var name : place.directory().names()) {
                var inner = place.directory().in(name);
                if (INTERFACES.contains(name) || FUNCTIONS.contains(name)) {
                    add(place.directory(), name);
                } else if (place.depth() < DEEPEST && !Files.isSymbolicLink(inner.path())
                        && Files.isDirectory(inner.path())) {
                    places.add(new Place(inner, place.depth() + 1));
                }
            }
        }
    }

    private void add(Directory directory, String file) {
        var ids = FUNCTIONS.contains(file) ? functions : interfaces;
        directory.text(file).orElse("").lines().map(Regions::id).filter(id -> !id.isEmpty()).forEach(ids::add);
    }

    /// An id as it is compared, without dashes; empty if it is none.
    static String id(String text) {
        var digits = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^0x", "").replace("-", "");
        return digits.matches("[0-9a-f]{32}") ? digits : "";
    }

    List<String> traits(String vendor) {
        var traits = new ArrayList<String>();
        functions.forEach(id -> traits.add("CUSTOM_FPGA_FUNCTION_ID_" + vendor + "_" + id.toUpperCase(Locale.ROOT)));
        interfaces.forEach(id -> traits.add("CUSTOM_FPGA_REGION_" + vendor + "_" + id.toUpperCase(Locale.ROOT)));
        return traits;
    }
}
