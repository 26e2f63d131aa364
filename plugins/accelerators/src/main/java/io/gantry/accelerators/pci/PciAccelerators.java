package io.gantry.accelerators.pci;

import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.accelerators.sysfs.Machine;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.List;
import java.util.UUID;

/// Offers the PCI functions that the operator names.
@DriverId(value = "pci", description = "Offers any PCI device that the operator names by vendor, product, class, address or network interface, among them Intel QAT.")
public final class PciAccelerators implements AcceleratorDriver, Attachable, Diagnosable {
    private final Machine machine;
    private final List<Allowed> allowed;

    /// Checks the options; the bus is read anew at each call.
    public PciAccelerators(PciOptions options, DriverContext context) {
        this(options, context, Kernel.running());
    }

    PciAccelerators(PciOptions options, DriverContext context, Kernel kernel) {
        allowed = options.allow().stream().map(Allowed::of).toList();
        machine = new Machine(options.root(), options.names(), context, kernel);
    }

    @Override
    public List<Device> discover() {
        return discover(report());
    }

    private PciReport report() {
        return new PciReport(machine.bus(), allowed, machine.interfaces());
    }

    private List<Device> discover(PciReport report) {
        var found = report.found();
        var names = machine.names(found);
        return found.stream().map(function -> report.device(function, names)).toList();
    }

    @Override
    public synchronized void attach(Device device, Attachment attachment, UUID handle) {
        var report = report();
        Machine.offered(Machine.known(discover(report), device), attachment);
        var together = report.together(report.bus().get(Machine.address(attachment)).orElseThrow());
        together.forEach(machine.interfaces()::remember);
        machine.vfio().attach(together, handle);
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
        var obstacles = Machine.obstacles(discover(report), id);
        if (obstacles.isPresent()) {
            return obstacles.get();
        }
        if (function.get().is("06")) {
            return List.of(
                    ("%s is a bridge (class %s), which other devices lie behind, so it is never handed out; name those in"
                            + " allow.").formatted(id, function.get().type()));
        }
        var parent = report.bus().virtual().parent(id).filter(address -> report.entry(function.get()).isPresent());
        return List.of(parent
                .map(address -> "%s is a virtual function of %s and is offered as a part of that; look there."
                        .formatted(id,
                                address))
                .orElseGet(
                        () -> "%s is not named in the option allow; add { address: '%s' } or { vendor: '%s', product: '%s' }."
                                .formatted(id, id, function.get().vendor(), function.get().product())));
    }
}
