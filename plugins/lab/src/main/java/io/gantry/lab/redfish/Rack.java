package io.gantry.lab.redfish;

import io.gantry.lab.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The machines that the server controls: every directory of machines there is, found anew each time.
///
/// @param directory that holds a directory for each
record Rack(Path directory) {
    private static final long DISK_BYTES = 64L << 20;

    /// A machine under the name and the number by which clients know it.
    record Place(String id, String name, Machine machine) {}

    /// Makes `machine-1` to `machine-COUNT` if they are not there.
    void fill(int count) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        for (var number = 1; number <= count; number++) {
            var name = "machine-" + number;
            var machine = new Machine(directory.resolve(name));
            if (!machine.exists()) {
                machine.prepare(name, DISK_BYTES, List.of());
            }
        }
    }

    List<Place> places() throws IOException {
        try (var files = Files.list(directory)) {
            var machines = files.map(Machine::new).filter(Machine::exists).toList();
            var places = new java.util.ArrayList<Place>();
            for (var machine : machines) {
                var facts = machine.facts();
                places.add(new Place(facts.id().toString(), facts.name(), machine));
            }
            places.sort(Comparator.comparing(Place::name));
            return places;
        }
    }
}
