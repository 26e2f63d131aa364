package io.gantry.lab;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Cleanable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Measurable;
import io.gantry.api.Partitionable;
import io.gantry.api.Programmable;
import io.gantry.api.Progress;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import io.gantry.api.accelerator.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Accelerators that are files: each remembers its bitstream, the parts it is cut into and who has them.
@DriverId(value = "lab-accelerator", description = "Accelerators made of files, which can be programmed, cut into parts, handed out and cleaned.")
public final class LabAccelerator
        implements
            AcceleratorDriver,
            Programmable,
            Partitionable,
            Attachable,
            Measurable,
            Cleanable,
            Diagnosable {
    private static final int PARTS = 7;

    private final Path directory;
    private final LabCards cards;
    private final Faults faults;

    /// Adopts what an earlier run kept.
    public LabAccelerator(LabAcceleratorOptions options, DriverContext context) {
        directory = context.directory().resolve("devices");
        cards = new LabCards(options.devices(), options.kind(), options.used());
        faults = new Faults(options.faults(), "discover", "program", "partition", "merge", "attach", "detach",
                "measure", "clean", "diagnose");
    }

    @Override
    public List<Device> discover() throws InterruptedException {
        faults.strike("discover");
        var found = new ArrayList<Device>();
        for (var number = 0; number < cards.count(); number++) {
            found.add(cards.device(number, LabDevice.read(file(number))));
        }
        return faults.answer("discover", found);
    }

    private Path file(int number) {
        return directory.resolve(LabCards.address(number, 0));
    }

    @Override
    public synchronized void program(Device device, Part part, Path image, Progress progress)
            throws InterruptedException {
        var file = file(cards.number(device.id()));
        var watched = faults.strike("program", progress);
        var bitstream = LabBitstream.read(image);
        watched.report("program", 0, bitstream.bytes());
        LabDevice.read(file).programmed(bitstream.sha256()).write(file);
        watched.report("program", bitstream.bytes(), bitstream.bytes());
    }

    @Override
    public synchronized List<Attachment> partition(Device device, int parts) throws InterruptedException {
        var file = file(cards.number(device.id()));
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
        return faults.answer("partition", LabCards.attachments(device.id(), parts));
    }

    @Override
    public synchronized void merge(Device device) throws InterruptedException {
        var file = file(cards.number(device.id()));
        faults.strike("merge");
        LabDevice.read(file).cut(0).write(file);
    }

    @Override
    public synchronized void attach(Device device, Attachment attachment, UUID handle) throws InterruptedException {
        var number = cards.number(device.id());
        var address = piece(number, attachment);
        faults.strike("attach");
        var state = LabDevice.read(file(number));
        var holder = state.holder(address);
        if (holder.isPresent() && !holder.get().equals(handle.toString())) {
            throw new DriverException(Kind.BUSY,
                    "%s is attached under %s; detach it first.".formatted(address, holder.get()));
        }
        state.with(address + "=" + handle).write(file(number));
    }

    @Override
    public synchronized void detach(Device device, Attachment attachment, UUID handle) throws InterruptedException {
        var number = cards.number(device.id());
        faults.strike("detach");
        if (attachment instanceof Attachment.Pci pci) {
            LabDevice.read(file(number)).without(pci.address() + "=" + handle).write(file(number));
        }
    }

    private String piece(int number, Attachment attachment) throws InterruptedException {
        var device = cards.device(number, LabDevice.read(file(number)));
        if (attachment instanceof Attachment.Pci pci && device.attachments().contains(attachment)) {
            return pci.address();
        }
        throw new DriverException(Kind.INVALID,
                "Lab device %s does not offer %s now.".formatted(device.id(), attachment));
    }

    @Override
    public List<Reading> measure(Device device) throws InterruptedException {
        var number = cards.number(device.id());
        faults.strike("measure");
        var state = LabDevice.read(file(number));
        return faults.answer("measure",
                List.of(new Reading("temperature", 40 + 5.0 * state.handles().size(), "celsius"),
                        new Reading("cleaned", state.cleaned(), "count")));
    }

    @Override
    public synchronized void clean(Device device, Attachment attachment, Progress progress)
            throws InterruptedException {
        var number = cards.number(device.id());
        piece(number, attachment);
        var watched = faults.strike("clean", progress);
        watched.report("clean", 0, 2);
        watched.report("clean", 1, 2);
        LabDevice.read(file(number)).clean().write(file(number));
        watched.report("clean", 2, 2);
    }

    @Override
    public List<String> diagnose(String id) throws InterruptedException {
        faults.strike("diagnose");
        for (var number = 0; number < cards.count(); number++) {
            if (LabCards.address(number, 0).equals(id)) {
                return faults.answer("diagnose", cards.obstacles(number));
            }
        }
        return faults.answer("diagnose", List.of());
    }
}
