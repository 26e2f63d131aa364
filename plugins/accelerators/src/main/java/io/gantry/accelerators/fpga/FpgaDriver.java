package io.gantry.accelerators.fpga;

import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.accelerators.sysfs.Machine;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Programmable;
import io.gantry.api.Progress;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// Offers FPGA cards and programs them.
@DriverId(value = "fpga", description = "Offers FPGA cards of Intel, AMD (Xilinx) and Inspur, and programs them with images that fit their interface.")
public final class FpgaDriver implements AcceleratorDriver, Programmable, Attachable, Diagnosable {
    private final Machine machine;
    private final Programming programming;

    /// Checks the options; the bus is read anew at each call.
    public FpgaDriver(FpgaOptions options, DriverContext context) {
        this(options, context, Kernel.running());
    }

    FpgaDriver(FpgaOptions options, DriverContext context, Kernel kernel) {
        machine = new Machine(options.root(), options.names(), context, kernel);
        options.commands().forEach((vendor, words) -> {
            if (!vendor.matches("[0-9a-f]{4}") || words.stream().noneMatch(word -> word.contains("{image}"))
                    || !words.getFirst().startsWith("/")) {
                throw new DriverException(Kind.INVALID,
                        ("commands of '%s': the key is a vendor's four lower case digits such as 8086, the first word is the"
                                + " whole path of a program, and one word holds {image}.").formatted(vendor));
            }
        });
        programming = new Programming(machine.records("programmed"), options.commands());
    }

    @Override
    public List<Device> discover() {
        return discover(report());
    }

    private FpgaReport report() {
        var bus = machine.bus();
        var notes = machine.records("regions");
        return new FpgaReport(bus, FpgaCard.found(bus, notes), programming, notes);
    }

    private List<Device> discover(FpgaReport report) {
        var names = machine.names(report.cards().stream().map(FpgaCard::function).toList());
        return report.cards().stream().map(card -> report.device(card, names)).toList();
    }

    @Override
    public synchronized void program(Device device, Part part, Path image, Progress progress)
            throws InterruptedException {
        var report = report();
        var known = Machine.known(discover(report), device);
        if (known.parts().stream().noneMatch(one -> one.id().equals(part.id()))) {
            throw new DriverException(Kind.INVALID, "%s has no part %s.".formatted(device.id(), part.id()));
        }
        for (var attachment : known.attachments()) {
            if (machine.vfio().isAttached(Machine.address(attachment))) {
                throw new DriverException(Kind.BUSY, "%s is attached to a guest; detach it before you program the card."
                        .formatted(Machine.address(attachment)));
            }
        }
        var card = report.card(device.id()).orElseThrow();
        programming.program(card, Regions.of(card, machine.root(), machine.records("regions")), image, progress);
    }

    @Override
    public synchronized void attach(Device device, Attachment attachment, UUID handle) {
        var report = report();
        Machine.offered(Machine.known(discover(report), device), attachment);
        var function = report.bus().get(Machine.address(attachment)).orElseThrow();
        Regions.remember(function, machine.root(), machine.records("regions"));
        machine.vfio().attach(List.of(function), handle);
    }

    @Override
    public synchronized void detach(Device device, Attachment attachment, UUID handle) {
        machine.vfio().detach(Machine.address(attachment), handle, machine.bus());
    }

    @Override
    public List<String> diagnose(String id) {
        var report = report();
        if (report.card(id).isPresent()) {
            return Machine.obstacles(discover(report), id).orElse(List.of());
        }
        return report.bus()
                .get(id)
                .map(function -> List.of(report.missing(function)))
                .orElseGet(() -> machine.warnings().of(id));
    }
}
