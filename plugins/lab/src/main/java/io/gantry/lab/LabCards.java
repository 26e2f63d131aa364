package io.gantry.lab;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Which devices the lab has and what they look like. They sit in a PCI domain of six digits, which no machine has, so that nothing real is
/// ever taken for one of them.
///
/// @param count how many there are
/// @param used how many of them, counted from the last, the host uses
record LabCards(int count, Device.Kind kind, int used) {
    private static final int SLOTS = 32;

    /// Address of one function of a device.
    static String address(int number, int function) {
        return "1ab000:%02x:%02x.%d".formatted(number / SLOTS, number % SLOTS, function);
    }

    /// The number of a device that is there.
    int number(String id) {
        return IntStream.range(0, count)
                .filter(number -> address(number, 0).equals(id))
                .findAny()
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "There is no lab device %s; there are %d.".formatted(id, count)));
    }

    boolean isUsed(int number) {
        return number >= count - used;
    }

    Device device(int number, LabDevice state) {
        var id = address(number, 0);
        var properties = Map.of("parts", "" + state.parts(), "bitstream", state.bitstream(), "cleaned",
                "" + state.cleaned(), "held", "" + state.handles().size());
        return new Device(id, kind, "1ab0", "0001", "Lab " + kind, List.of(part(number, state)), obstacles(number),
                properties);
    }

    private Part part(int number, LabDevice state) {
        var id = address(number, 0);
        var cut = state.parts() > 0;
        return new Part(cut ? id + "/vf" : id, resourceClass(), Set.of("CUSTOM_%s_LAB".formatted(kind)),
                isUsed(number) ? List.of() : attachments(id, state.parts()));
    }

    List<String> obstacles(int number) {
        return isUsed(number)
                ? List.of("The host itself uses lab device %s; lower the option used to have it offered."
                        .formatted(address(number, 0)))
                : List.of();
    }

    /// The pieces of a device that is cut into so many parts.
    static List<Attachment> attachments(String id, int parts) {
        return parts == 0
                ? List.of(new Attachment.Pci(id))
                : IntStream.rangeClosed(1, parts)
                        .<Attachment>mapToObj(part -> new Attachment.Pci(id.replaceFirst("0$", "" + part)))
                        .toList();
    }

    private String resourceClass() {
        return switch (kind) {
            case FPGA -> "FPGA";
            case GPU -> "PGPU";
            case NIC, SSD, QAT, AICHIP, PCI -> "CUSTOM_" + kind;
        };
    }
}
