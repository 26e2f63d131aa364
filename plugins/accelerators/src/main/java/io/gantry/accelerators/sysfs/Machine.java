package io.gantry.accelerators.sysfs;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What one driver instance knows of its machine.
public final class Machine {
    private final Directory root;
    private final Path list;
    private final Kernel kernel;
    private final Path directory;
    private final Warnings warnings = new Warnings();

    /// Checks that there is a tree.
    ///
    /// @param tree usually `/sys`; a recorded one may hold the whole path from `sys` on
    /// @param list of names as published by the PCI ID project
    public Machine(Path tree, Path list, DriverContext context, Kernel kernel) {
        if (!Files.isDirectory(tree)) {
            throw new DriverException(Kind.INVALID,
                    "The root %s is not a directory; it is where a sysfs tree lies, usually /sys.".formatted(tree));
        }
        var inner = tree.resolve("sys");
        root = new Directory((Files.isDirectory(inner.resolve("bus")) ? inner : tree).toAbsolutePath().normalize());
        this.list = list;
        this.kernel = kernel;
        directory = context.directory();
    }

    /// Looks at the bus now.
    public PciBus bus() {
        return PciBus.read(root, warnings);
    }

    /// The top of the tree.
    public Directory root() {
        return root;
    }

    /// What the functions are called.
    public Names names(Collection<PciFunction> functions) {
        return Names.of(list, functions);
    }

    /// Where faults of the tree are told.
    public Warnings warnings() {
        return warnings;
    }

    /// What takes orders.
    public Kernel kernel() {
        return kernel;
    }

    /// Notes of one kind.
    public Records records(String kind) {
        return new Records(directory.resolve(kind));
    }

    /// What the network interfaces of functions are, or were.
    public Interfaces interfaces() {
        return new Interfaces(records("interfaces"));
    }

    /// Hands functions out and takes them back.
    public Vfio vfio() {
        return new Vfio(root, kernel, records("attached"));
    }

    /// The device as it is found now, or a refusal.
    public static Device known(List<Device> found, Device wanted) {
        return found.stream()
                .filter(device -> device.id().equals(wanted.id()))
                .findAny()
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "There is no device %s that this driver knows.".formatted(wanted.id())));
    }

    /// The function that a piece is.
    public static String address(Attachment attachment) {
        if (attachment instanceof Attachment.Pci pci) {
            return pci.address();
        }
        throw new DriverException(Kind.INVALID, "This driver has no %s, only functions.".formatted(attachment));
    }

    /// Why the device is not offered, if it is among those found.
    public static Optional<List<String>> obstacles(List<Device> found, String id) {
        return found.stream().filter(device -> device.id().equals(id)).findAny().map(Device::obstacles);
    }

    /// Refuses a piece that the device does not offer.
    public static void offered(Device device, Attachment attachment) {
        if (!device.attachments().contains(attachment)) {
            throw new DriverException(Kind.INVALID,
                    "Device %s does not offer %s now.%s".formatted(device.id(), attachment,
                            device.obstacles().isEmpty() ? "" : " " + device.obstacles().getFirst()));
        }
    }
}
