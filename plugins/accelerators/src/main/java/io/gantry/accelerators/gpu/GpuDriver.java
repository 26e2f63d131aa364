package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.accelerators.sysfs.Machine;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Measurable;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Reading;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Offers graphics and compute processors, whole or shared.
@DriverId(value = "gpu", description = "Offers GPUs of NVIDIA, AMD and Intel: whole, as SR-IOV virtual functions, or as vGPUs of a type that the operator enables.")
public final class GpuDriver implements AcceleratorDriver, Attachable, Measurable, Diagnosable {
    private final Machine machine;
    private final GpuOptions options;
    private final EnabledTypes enabled;
    private final VendorTypes vendor = new VendorTypes();
    private final Optional<Nvml> nvml;

    /// Checks the options; the bus is read anew at each call.
    public GpuDriver(GpuOptions options, DriverContext context) {
        this(options, context, Kernel.running());
    }

    GpuDriver(GpuOptions options, DriverContext context, Kernel kernel) {
        this.options = options;
        enabled = EnabledTypes.of(options.vgpuTypes());
        machine = new Machine(options.root(), options.names(), context, kernel);
        nvml = Nvml.at(options.nvml());
    }

    @Override
    public List<Device> discover() {
        return discover(report());
    }

    private GpuReport report() {
        var bus = machine.bus();
        return new GpuReport(bus, new Cards(bus, options.integrated()).found(), enabled, vendor, nvml,
                options.console());
    }

    private List<Device> discover(GpuReport report) {
        var names = machine.names(report.cards().stream().map(Card::function).toList());
        return report.cards().stream().map(card -> report.device(card, names)).toList();
    }

    @Override
    public synchronized void attach(Device device, Attachment attachment, UUID handle) {
        var report = report();
        var known = Machine.known(discover(report), device);
        Machine.offered(known, attachment);
        switch (attachment) {
            case Attachment.Mediated(var parent, var type, _) -> new MediatedTypes(machine.root()).create(parent, type,
                    handle, machine.kernel());
            case Attachment.Pci(var address, _) -> {
                var files = machine.root().in("bus/pci/devices/" + address);
                if (VendorTypes.has(files)) {
                    become(known, attachment, address, handle);
                } else {
                    machine.vfio().attach(report.together(report.bus().get(address).orElseThrow()), handle);
                }
            }
        }
    }

    /// The virtual function stays with NVIDIA's driver and is given a type; who has it is noted first.
    private void become(Device device, Attachment attachment, String address, UUID handle) {
        var files = machine.root().in("bus/pci/devices/" + address);
        var records = machine.records("vgpus");
        var holder = records.read(address);
        if (holder.filter(other -> !other.equals(handle.toString())).isPresent()
                || (holder.isEmpty() && VendorTypes.current(files).isPresent())) {
            throw new DriverException(Kind.BUSY, "%s is a vGPU that %s has; detach it first.".formatted(address,
                    holder.map(other -> "the handle " + other).orElse("somebody else")));
        }
        var part = device.parts()
                .stream()
                .filter(one -> one.attachments().contains(attachment))
                .findFirst()
                .orElseThrow();
        records.write(address, handle.toString());
        VendorTypes.set(files, part.id().substring(part.id().indexOf('/') + 1), machine.kernel());
    }

    @Override
    public synchronized void detach(Device device, Attachment attachment, UUID handle) {
        switch (attachment) {
            case Attachment.Mediated _ -> new MediatedTypes(machine.root()).remove(handle, machine.kernel());
            case Attachment.Pci(var address, _) -> {
                var records = machine.records("vgpus");
                if (records.read(address).filter(handle.toString()::equals).isPresent()) {
                    VendorTypes.clear(machine.root().in("bus/pci/devices/" + address), machine.kernel());
                    records.delete(address);
                }
                machine.vfio().detach(address, handle, machine.bus());
            }
        }
    }

    @Override
    public List<Reading> measure(Device device) {
        var report = report();
        var card = report.card(device.id())
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "There is no card %s that this driver knows.".formatted(device.id())));
        return card.isNvidia()
                ? nvml.flatMap(library -> library.look(card.address())).map(Nvml.State::readings).orElse(List.of())
                : Sensors.of(card.function());
    }

    @Override
    public List<String> diagnose(String id) {
        var report = report();
        var card = report.card(id);
        if (card.isPresent()) {
            return Machine.obstacles(discover(report), id).orElse(List.of());
        }
        return report.bus()
                .get(id)
                .map(function -> List.of(report.missing(function, options.integrated())))
                .orElseGet(() -> machine.warnings().of(id));
    }
}
