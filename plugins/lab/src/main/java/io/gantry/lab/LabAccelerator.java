package io.gantry.lab;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Option;
import io.gantry.api.Partitionable;
import io.gantry.api.Programmable;
import io.gantry.api.Progress;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// FPGAs that are files: each remembers its bitstream and the parts it is cut into. They sit in a PCI domain of six digits, which no
/// machine has, so that nothing real is ever taken for one of them.
@DriverId(value = "lab-accelerator", description = "FPGAs made of files, which can be programmed and cut into parts.")
public final class LabAccelerator implements AcceleratorDriver, Programmable, Partitionable {
    private static final int PARTS = 7;

    private final Path directory;
    private final int devices;
    private final Faults faults;

    /// What the operator sets.
    ///
    /// @param devices how many there are
    /// @param faults see [Faults]
    public record Options(
            @Option(value = "How many devices there are.", fallback = "2", min = "0", max = "32") int devices,
            @Option("Faults to make, as CALL:WHAT such as discover:null, for the calls discover, program, partition and merge.") List<String> faults) {}

    /// Adopts what an earlier run kept.
    public LabAccelerator(Options options, DriverContext context) {
        directory = context.directory().resolve("devices");
        devices = options.devices();
        faults = new Faults(options.faults(), "discover", "program", "partition", "merge");
    }

    @Override
    public List<Device> discover() throws InterruptedException {
        faults.strike("discover");
        var found = new ArrayList<Device>();
        for (var number = 0; number < devices; number++) {
            found.add(describe(address(number, 0), LabDevice.read(directory.resolve(address(number, 0)))));
        }
        return faults.answer("discover", found);
    }

    private static Device describe(String id, LabDevice state) {
        var attachments = attachments(id, state.parts());
        var properties = Map.of("parts", "" + state.parts(), "bitstream", state.bitstream());
        return new Device(id, Device.Kind.FPGA, "Lab FPGA", Map.of("FPGA", (long) attachments.size()),
                Set.of("CUSTOM_FPGA_LAB"), attachments, properties);
    }

    private static List<Attachment> attachments(String id, int parts) {
        return parts == 0
                ? List.of(new Attachment.Pci(id))
                : IntStream.rangeClosed(1, parts)
                        .<Attachment>mapToObj(part -> new Attachment.Pci(id.replaceFirst("0$", "" + part)))
                        .toList();
    }

    private static String address(int number, int function) {
        return "1ab000:00:%02x.%d".formatted(number, function);
    }

    @Override
    public synchronized void program(Device device, Path image, Progress progress) throws InterruptedException {
        var file = known(device);
        var watched = faults.strike("program", progress);
        var bitstream = LabBitstream.read(image);
        watched.report("program", 0, bitstream.bytes());
        LabDevice.read(file).programmed(bitstream.sha256()).write(file);
        watched.report("program", bitstream.bytes(), bitstream.bytes());
    }

    @Override
    public synchronized List<Attachment> partition(Device device, int parts) throws InterruptedException {
        var file = known(device);
        faults.strike("partition");
        if (parts < 1 || parts > PARTS) {
            throw new DriverException(Kind.INVALID, "Device %s cannot be cut into %d parts, only into 1 to %d."
                    .formatted(device.id(), parts, PARTS));
        }
        var state = LabDevice.read(file);
        if (state.parts() != 0 && state.parts() != parts) {
            throw new DriverException(Kind.BUSY,
                    "Device %s is cut into %d parts; merge it first.".formatted(device.id(), state.parts()));
        }
        state.cut(parts).write(file);
        return faults.answer("partition", attachments(device.id(), parts));
    }

    @Override
    public synchronized void merge(Device device) throws InterruptedException {
        var file = known(device);
        faults.strike("merge");
        LabDevice.read(file).cut(0).write(file);
    }

    private Path known(Device device) {
        return IntStream.range(0, devices)
                .mapToObj(number -> address(number, 0))
                .filter(device.id()::equals)
                .findAny()
                .map(directory::resolve)
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "There is no lab device %s; there are %d.".formatted(device.id(), devices)));
    }
}
