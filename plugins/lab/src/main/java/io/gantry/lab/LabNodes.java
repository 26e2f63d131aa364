package io.gantry.lab;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Inspection.Component;
import io.gantry.api.hardware.Node;
import io.gantry.lab.machine.Machine;
import io.gantry.lab.machine.MachineFacts;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The machines of one driver instance, each made as its node's properties say.
///
/// @param directory that holds a directory for each
record LabNodes(Path directory) {
    interface Question<T> {
        T of(Machine machine) throws IOException, InterruptedException;
    }

    interface Order {
        void to(Machine machine) throws IOException, InterruptedException;
    }

    <T> T ask(Node node, Question<T> question) throws InterruptedException {
        var home = home(node);
        var bytes = mebibytes(node) << 20;
        var addresses = addresses(node);
        return LabFiles.attempt("work on lab node " + node.name(), () -> {
            var machine = new Machine(home);
            try {
                machine.prepare(node.name(), bytes, addresses);
                return question.of(machine);
            } catch (InterruptedException interrupted) {
                throw (IOException) new ClosedByInterruptException().initCause(interrupted);
            }
        });
    }

    private Path home(Node node) {
        if (!node.name().matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}")) {
            throw new DriverException(Kind.INVALID,
                    "'%s' cannot be a lab node: letters, digits, '-', '_' and '.', at most 64."
                            .formatted(node.name()));
        }
        return directory.resolve(node.name());
    }

    private static long mebibytes(Node node) {
        var text = node.properties().getOrDefault("disk-mib", "64");
        if (!text.matches("[1-9][0-9]{0,6}")) {
            throw new DriverException(Kind.INVALID,
                    "The property disk-mib of node %s is '%s' instead of a number from 1 to 9999999."
                            .formatted(node.name(), text));
        }
        return Long.parseLong(text);
    }

    private static List<String> addresses(Node node) {
        var text = node.properties().getOrDefault("addresses", "");
        var addresses = text.isEmpty() ? List.<String>of() : Arrays.asList(text.split(",", -1));
        if (!addresses.stream().allMatch(address -> address.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}"))) {
            throw new DriverException(Kind.INVALID,
                    ("The property addresses of node %s is '%s' instead of MAC addresses in lower case, with commas"
                            + " between them.").formatted(node.name(), text));
        }
        return addresses;
    }

    static Inspection inspection(MachineFacts facts) throws IOException {
        var properties = Map.of("cpus", "2", "cpu_arch", "x86_64", "memory_mb", "4096", "local_gb",
                Long.toString(Math.max(1, Files.size(facts.disk()) >> 30)), "vendor", "Gantry Lab", "serial_number",
                facts.id().toString());
        return new Inspection(properties, facts.addresses(),
                List.of(new Component("bios", "BIOS", "1.0", "", "OK"), new Component("bmc", "BMC", "1.0", "", "OK"),
                        new Component("temperature", "Inlet", "", "23 Cel", "OK"),
                        new Component("fan", "Fan 1", "", "4200 RPM", "OK")));
    }
}
