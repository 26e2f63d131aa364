package io.gantry.lab;

import io.gantry.api.Bootable;
import io.gantry.api.Configurable;
import io.gantry.api.DiskAccess;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.Option;
import io.gantry.api.SoftPower;
import io.gantry.api.VirtualMedia;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.lab.machine.BootSource;
import io.gantry.lab.machine.Firmware;
import io.gantry.lab.machine.Machine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Nodes that are directories: machines of the lab, without a controller in between. A node is there as soon as it is asked for.
@DriverId(value = "lab-hardware", description = "Bare metal nodes made of files: a power switch, a disk, and a drive for discs of the lab.")
public final class LabHardware
        implements
            HardwareDriver,
            Bootable,
            VirtualMedia,
            SoftPower,
            Configurable,
            Inspectable,
            DiskAccess {
    private static final Set<BootDevice> DEVICES = Set.of(BootDevice.DISK, BootDevice.PXE, BootDevice.CDROM,
            BootDevice.BIOS);
    private static final String[] CALLS = {"power", "set-power", "disk", "boot-devices", "boot-device",
            "set-boot-device", "insert", "eject", "inserted", "shut-down", "interrupt", "settings", "apply", "inspect"};

    private final LabNodes nodes;
    private final Faults faults;

    /// What the operator sets.
    ///
    /// @param faults see [Faults]
    public record Options(
            @Option(value = "Faults to make, as CALL:WHAT such as power:unreachable:2x; the calls are named under Sample.", example = "[ power:unreachable:2x ]") List<String> faults) {}

    /// Adopts the nodes of an earlier run.
    public LabHardware(Options options, DriverContext context) {
        nodes = new LabNodes(context.directory().resolve("nodes"));
        faults = new Faults(options.faults(), CALLS);
    }

    @Override
    public Power power(Node node) throws InterruptedException {
        var on = ask("power", node, machine -> machine.look().on());
        return faults.answer("power", on ? Power.ON : Power.OFF);
    }

    @Override
    public void power(Node node, Power wanted) throws InterruptedException {
        tell("set-power", node, machine -> {
            switch (wanted) {
                case ON -> machine.on();
                case OFF -> machine.off();
            }
        });
    }

    @Override
    public void shutDown(Node node) throws InterruptedException {
        tell("shut-down", node, Machine::shutDown);
    }

    @Override
    public void interrupt(Node node) throws InterruptedException {
        tell("interrupt", node, Machine::interrupt);
    }

    @Override
    public Set<BootDevice> bootDevices(Node node) throws InterruptedException {
        faults.strike("boot-devices");
        return faults.answer("boot-devices", DEVICES);
    }

    @Override
    public BootDevice bootDevice(Node node) throws InterruptedException {
        var next = ask("boot-device", node, machine -> machine.look().next());
        return faults.answer("boot-device", BootDevice.valueOf(next.name()));
    }

    @Override
    public void bootDevice(Node node, BootDevice device, boolean once) throws InterruptedException {
        if (!DEVICES.contains(device)) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "The lab node %s cannot start from %s, only from %s.".formatted(node.name(), device, DEVICES));
        }
        tell("set-boot-device", node, machine -> machine.startFrom(BootSource.valueOf(device.name()), once));
    }

    @Override
    public void insert(Node node, URI image) throws InterruptedException {
        if (!Set.of("http", "https").contains(String.valueOf(image.getScheme()))) {
            throw new DriverException(Kind.INVALID, "The drive of node %s reads http and https, and not '%s'."
                    .formatted(node.name(), image.getScheme()));
        }
        tell("insert", node, machine -> machine.insert(image));
    }

    @Override
    public void eject(Node node) throws InterruptedException {
        tell("eject", node, Machine::eject);
    }

    @Override
    public Optional<URI> inserted(Node node) throws InterruptedException {
        return faults.answer("inserted", ask("inserted", node, machine -> machine.look().medium()));
    }

    @Override
    public Map<String, String> settings(Node node) throws InterruptedException {
        return faults.answer("settings", ask("settings", node, machine -> machine.look().settings()));
    }

    @Override
    public void apply(Node node, Map<String, String> settings) throws InterruptedException {
        settings.forEach((name, value) -> Firmware.objection(name, value).ifPresent(objection -> {
            throw new DriverException(Kind.INVALID, "Nothing was set on node %s: %s.".formatted(node.name(),
                    objection));
        }));
        tell("apply", node, machine -> machine.configure(settings));
    }

    @Override
    public Inspection inspect(Node node) throws InterruptedException {
        return faults.answer("inspect", ask("inspect", node, machine -> LabNodes.inspection(machine.facts())));
    }

    /// The property `disk-mib` says how large the disk is; 64 without it.
    @Override
    public Path disk(Node node) throws InterruptedException {
        return faults.answer("disk", ask("disk", node, machine -> machine.facts().disk()));
    }

    private <T> T ask(String call, Node node, LabNodes.Question<T> question) throws InterruptedException {
        faults.strike(call);
        return nodes.ask(node, question);
    }

    private void tell(String call, Node node, LabNodes.Order order) throws InterruptedException {
        ask(call, node, machine -> {
            order.to(machine);
            return true;
        });
    }
}
