package io.gantry.accelerators.ssd;

import io.gantry.accelerators.sysfs.AddressPattern;
import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.accelerators.sysfs.Machine;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Cleanable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Measurable;
import io.gantry.api.Progress;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Offers NVMe disks whole, and erases them between two users.
@DriverId(value = "ssd", description = "Offers NVMe disks whole, never one that this machine uses, and erases them between two users.")
public final class SsdDriver implements AcceleratorDriver, Attachable, Cleanable, Measurable, Diagnosable {
    private static final Duration SCAN = Duration.ofSeconds(20);
    private static final String LINUX = "nvme";

    private final Machine machine;
    private final SsdOptions options;
    private final List<AddressPattern> keep;
    private final NvmeProgram program;

    /// Checks the options; the bus is read anew at each call.
    public SsdDriver(SsdOptions options, DriverContext context) {
        this(options, context, Kernel.running());
    }

    SsdDriver(SsdOptions options, DriverContext context, Kernel kernel) {
        this.options = options;
        keep = options.keep().stream().map(text -> AddressPattern.parse(text, "keep")).toList();
        program = new NvmeProgram(options.nvme());
        machine = new Machine(options.root(), options.names(), context, kernel);
    }

    @Override
    public List<Device> discover() {
        return discover(report());
    }

    private SsdReport report() {
        return new SsdReport(machine.bus(), Usage.read(options.proc(), machine.root()), keep);
    }

    private List<Device> discover(SsdReport report) {
        var found = report.found();
        var names = machine.names(found);
        return found.stream().map(function -> report.device(function, names)).toList();
    }

    @Override
    public synchronized void attach(Device device, Attachment attachment, UUID handle) {
        var report = report();
        Machine.offered(Machine.known(discover(report), device), attachment);
        machine.vfio().attach(List.of(report.bus().get(device.id()).orElseThrow()), handle);
    }

    @Override
    public synchronized void detach(Device device, Attachment attachment, UUID handle) {
        machine.vfio().detach(Machine.address(attachment), handle, machine.bus());
    }

    @Override
    public synchronized void clean(Device device, Attachment attachment, Progress progress)
            throws InterruptedException {
        var report = report();
        var function = whole(report, device, attachment);
        if (machine.vfio().isAttached(function.address())) {
            throw new DriverException(Kind.BUSY, "%s is attached to a guest; detach it first.".formatted(device.id()));
        }
        var former = function.driver();
        machine.vfio().bind(function, LINUX);
        try {
            // Until Linux had it, nobody could see whether it is used here.
            refuseNeeded(report(), function);
            erase(report.disk(function), progress);
        } finally {
            if (former.filter(driver -> !driver.equals(LINUX)).isPresent()) {
                machine.vfio().bind(function, former.get());
            }
        }
    }

    private static void refuseNeeded(SsdReport report, PciFunction function) {
        report.needed(function).ifPresent(why -> {
            throw new DriverException(Kind.INVALID, why);
        });
    }

    private PciFunction whole(SsdReport report, Device device, Attachment attachment) {
        Machine.known(discover(report), device);
        if (!(attachment instanceof Attachment.Pci pci) || !pci.address().equals(device.id())) {
            throw new DriverException(Kind.INVALID, "Disk %s has no piece %s.".formatted(device.id(), attachment));
        }
        var function = report.bus().get(device.id()).orElseThrow();
        refuseNeeded(report, function);
        return function;
    }

    private void erase(Disk disk, Progress progress) throws InterruptedException {
        var namespaces = namespaces(disk);
        progress.report("erase", 0, namespaces.size());
        for (var done = 0; done < namespaces.size(); done++) {
            var before = done;
            program.erase(namespaces.get(done).name(), options.erase().setting(),
                    () -> progress.report("erase", before, namespaces.size()));
            progress.report("erase", done + 1L, namespaces.size());
        }
        var left = disk.namespaces().stream().flatMap(one -> one.partitions().stream()).toList();
        if (!left.isEmpty()) {
            throw new DriverException(Kind.FAILED,
                    "%s was erased and still shows the partitions %s; run partprobe, and look at the disk if they stay."
                            .formatted(disk.function().address(), String.join(", ", left)));
        }
    }

    /// Linux looks for namespaces after it has taken the disk.
    private static List<Disk.Namespace> namespaces(Disk disk) throws InterruptedException {
        var deadline = System.nanoTime() + SCAN.toNanos();
        var found = disk.namespaces();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
            found = disk.namespaces();
        }
        if (found.isEmpty()) {
            throw new DriverException(Kind.FAILED,
                    "Linux shows no namespace of %s, so it cannot be erased; nvme list-ns tells whether it has one."
                            .formatted(disk.function().address()));
        }
        return found;
    }

    @Override
    public List<Reading> measure(Device device) throws InterruptedException {
        var report = report();
        Machine.known(discover(report), device);
        var disk = report.disk(report.bus().get(device.id()).orElseThrow());
        var controller = disk.controller();
        var readings = new ArrayList<Reading>();
        if (controller.isPresent() && program.isThere()) {
            readings.addAll(program.health(controller.get()));
        }
        if (readings.stream().noneMatch(one -> one.name().equals("temperature"))) {
            disk.temperature().ifPresent(value -> readings.add(new Reading("temperature", value, "celsius")));
        }
        return readings;
    }

    @Override
    public List<String> diagnose(String id) {
        var report = report();
        var function = report.bus().get(id);
        if (function.isEmpty()) {
            return machine.warnings().of(id);
        }
        return Machine.obstacles(discover(report), id)
                .orElseGet(() -> List
                        .of(("%s is no NVMe disk: its class is %s and not 0108; name it in the driver pci if you"
                                + " want it handed out.").formatted(id, function.get().type())));
    }
}
