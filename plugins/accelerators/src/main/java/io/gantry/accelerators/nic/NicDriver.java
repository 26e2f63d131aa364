package io.gantry.accelerators.nic;

import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.accelerators.sysfs.Machine;
import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.accelerators.sysfs.VirtualFunctions;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Partitionable;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Offers the ports of network adapters, whole or cut into virtual functions.
@DriverId(value = "nic", description = "Offers the ports of Ethernet and InfiniBand adapters, whole or cut into SR-IOV virtual functions, with the physical network they are wired to.")
public final class NicDriver implements AcceleratorDriver, Partitionable, Attachable, Diagnosable {
    private final Machine machine;
    private final NicOptions options;
    private final Trust trust;

    /// Checks the options; the bus is read anew at each call.
    public NicDriver(NicOptions options, DriverContext context) {
        this(options, context, Kernel.running());
    }

    NicDriver(NicOptions options, DriverContext context, Kernel kernel) {
        this.options = options;
        Stream.concat(options.networks().keySet().stream(), options.functions().keySet().stream()).forEach(name -> {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,199}")) {
                throw new DriverException(Kind.INVALID,
                        "'%s' in networks or functions cannot be made a trait; use letters, digits, '-' and '_'."
                                .formatted(name));
            }
        });
        trust = new Trust(options.trusted(), options.spoofCheck(), options.ip());
        machine = new Machine(options.root(), options.names(), context, kernel);
    }

    @Override
    public List<Device> discover() {
        return discover(report());
    }

    private NicReport report() {
        return new NicReport(machine.bus(), options.networks(), options.functions(), trust, machine.interfaces());
    }

    private List<Device> discover(NicReport report) {
        var found = report.found();
        var names = machine.names(found);
        return found.stream().map(function -> report.device(function, names)).toList();
    }

    @Override
    public synchronized List<Attachment> partition(Device device, int parts) {
        var bus = machine.bus();
        var port = port(bus, device);
        var most = Math.min(options.limit(), port.files().number("sriov_totalvfs").orElse(0));
        if (parts < 1 || parts > most) {
            throw new DriverException(Kind.INVALID,
                    "%s cannot be cut into %d virtual functions, only into 1 to %d: its hardware has %d and the option limit is %d."
                            .formatted(device.id(), parts, most, port.files().number("sriov_totalvfs").orElse(0),
                                    options.limit()));
        }
        var now = VirtualFunctions.enabled(port);
        if (now != 0 && now != parts) {
            throw new DriverException(Kind.BUSY,
                    "%s is cut into %d virtual functions; merge it first.".formatted(device.id(), now));
        }
        refuseAttached(device.id());
        if (now == 0) {
            machine.kernel().order(port.files().path().resolve("sriov_numvfs"), "" + parts);
        }
        return Machine.known(discover(), device).attachments();
    }

    @Override
    public synchronized void merge(Device device) {
        var bus = machine.bus();
        var port = port(bus, device);
        if (VirtualFunctions.enabled(port) == 0) {
            return;
        }
        bus.virtual().of(port).forEach(this::refuseAttached);
        machine.kernel().order(port.files().path().resolve("sriov_numvfs"), "0");
    }

    private void refuseAttached(String address) {
        if (machine.vfio().isAttached(address)) {
            throw new DriverException(Kind.BUSY, "%s is attached to a guest; detach it first.".formatted(address));
        }
    }

    private PciFunction port(PciBus bus, Device device) {
        Machine.known(discover(report()), device);
        return bus.get(device.id())
                .orElseThrow(() -> new DriverException(Kind.INVALID, "%s is gone.".formatted(device.id())));
    }

    @Override
    public synchronized void attach(Device device, Attachment attachment, UUID handle) throws InterruptedException {
        var report = report();
        Machine.offered(Machine.known(discover(report), device), attachment);
        var function = report.bus().get(Machine.address(attachment)).orElseThrow();
        var port = report.bus().virtual().parent(function.address()).flatMap(report.bus()::get);
        if (port.isPresent()) {
            trust.set(new Port(port.get()), report.bus().virtual().of(port.get()).indexOf(function.address()));
        }
        machine.interfaces().remember(function);
        machine.vfio().attach(List.of(function), handle);
    }

    @Override
    public synchronized void detach(Device device, Attachment attachment, UUID handle) {
        machine.vfio().detach(Machine.address(attachment), handle, machine.bus());
    }

    @Override
    public List<String> diagnose(String id) {
        var report = report();
        var function = report.bus().get(id);
        if (function.isEmpty()) {
            return machine.warnings().of(id);
        }
        return Machine.obstacles(discover(report), id)
                .orElseGet(() -> List.of(missing(report.bus(), function.get())));
    }

    private static String missing(PciBus bus, PciFunction function) {
        var parent = bus.virtual().parent(function.address());
        if (parent.isPresent()) {
            return "%s is a virtual function of %s and is offered as a part of that; look there.".formatted(
                    function.address(), parent.get());
        }
        var why = !function.is("02")
                ? "its class is %s and not that of a network adapter".formatted(function.type())
                : Port.isVirtual(function)
                        ? "it is the adapter of a virtual machine"
                        : "it is wireless, or shows no network interface that is not";
        return "%s is no port that can be handed out: %s; name it in the driver pci if you want it all the same."
                .formatted(
                        function.address(), why);
    }
}
