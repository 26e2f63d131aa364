package io.gantry.accelerator;

import io.gantry.api.accelerator.Attachment;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// How a guest is given a piece of a device. Drivers never see this: it follows from how the piece is attached.
///
/// @param arguments of QEMU
/// @param xml of a libvirt domain
public record GuestDevice(List<String> arguments, String xml) {
    private static final Pattern ADDRESS = Pattern
            .compile("([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");
    private static final int USUAL_DOMAIN = 4;

    /// The parts of a PCI address.
    ///
    /// @param domain four to eight hexadecimal digits
    public record Address(String domain, String bus, String device, String function) {
        /// An address that is none is taken for a whole.
        public static Address of(String text) {
            var parts = ADDRESS.matcher(text);
            return parts.matches()
                    ? new Address(parts.group(1), parts.group(2), parts.group(3), parts.group(4))
                    : new Address("0000", text, "00", "0");
        }
    }

    /// @param handle under which the driver attached it
    static GuestDevice of(Attachment attachment, UUID handle) {
        var name = "accel-" + handle;
        return switch (attachment) {
            case Attachment.Pci pci -> pci(pci.address(), name);
            case Attachment.Mediated _ -> new GuestDevice(
                    List.of("-device", "vfio-pci,id=" + name + ",sysfsdev=/sys/bus/mdev/devices/" + handle),
                    "<hostdev mode='subsystem' type='mdev' managed='no' model='vfio-pci'><source><address uuid='"
                            + handle
                            + "'/></source><alias name='ua-" + name + "'/></hostdev>");
        };
    }

    /// QEMU takes no domain of more than four digits as a host address, but any path.
    private static GuestDevice pci(String text, String name) {
        var address = Address.of(text);
        var where = address.domain().length() > USUAL_DOMAIN ? "sysfsdev=/sys/bus/pci/devices/" + text : "host=" + text;
        return new GuestDevice(List.of("-device", "vfio-pci,id=" + name + "," + where),
                "<hostdev mode='subsystem' type='pci' managed='no'><driver name='vfio'/><source><address domain='0x%s' bus='0x%s' slot='0x%s' function='0x%s'/></source><alias name='ua-%s'/></hostdev>"
                        .formatted(address.domain(), address.bus(), address.device(), address.function(), name));
    }
}
