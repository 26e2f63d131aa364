package io.gantry.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DiskAccess;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Option;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.nio.file.Path;
import java.util.List;

/// Nodes that are directories: a power state and a disk file. A node is there as soon as it is asked for.
@DriverId(value = "lab-hardware", description = "Bare metal nodes made of files: a power switch and a disk.")
public final class LabHardware implements HardwareDriver, DiskAccess {
    private final Path nodes;
    private final Faults faults;

    /// What the operator sets.
    ///
    /// @param faults see [Faults]
    public record Options(
            @Option(value = "Faults to make, as CALL:WHAT such as power:unreachable:2x, for the calls power, set-power and disk.", example = "[ power:unreachable:2x ]") List<String> faults) {}

    /// Adopts the nodes of an earlier run.
    public LabHardware(Options options, DriverContext context) {
        nodes = context.directory().resolve("nodes");
        faults = new Faults(options.faults(), "power", "set-power", "disk");
    }

    @Override
    public Power power(Node node) throws InterruptedException {
        faults.strike("power");
        return faults.answer("power", state(node));
    }

    @Override
    public synchronized void power(Node node, Power wanted) throws InterruptedException {
        faults.strike("set-power");
        LabFiles.write(directory(node).resolve("power"), wanted.name().getBytes(UTF_8));
    }

    /// The property `disk-mib` says how large the disk is; 64 without it.
    @Override
    public synchronized Path disk(Node node) throws InterruptedException {
        faults.strike("disk");
        return faults.answer("disk", LabFiles.sparse(directory(node).resolve("disk"), mebibytes(node) << 20));
    }

    private Power state(Node node) throws InterruptedException {
        var kept = LabFiles.read(directory(node).resolve("power"));
        return kept.isEmpty() ? Power.OFF : Power.valueOf(new String(kept.get(), UTF_8));
    }

    private Path directory(Node node) {
        if (!node.name().matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}")) {
            throw new DriverException(Kind.INVALID,
                    "'%s' cannot be a lab node: letters, digits, '-', '_' and '.', at most 64."
                            .formatted(node.name()));
        }
        return nodes.resolve(node.name());
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
}
