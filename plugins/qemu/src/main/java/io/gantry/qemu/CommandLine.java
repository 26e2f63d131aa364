package io.gantry.qemu;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.qemu.sample.SampleGuest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What QEMU is started with. Source and target of a migration have to get the same devices at the same places, for QEMU itself does not compare them: each device but the TPM
/// has a port of its own, in the order of the guest's devices, and there are always as many ports.
final class CommandLine {
    /// So many devices can be plugged, those from the start included.
    static final int PORTS = 16;

    private final QemuOptions options;
    private final GuestRecord guest;
    private final Home home;
    private final List<String> line = new ArrayList<>();

    CommandLine(QemuOptions options, GuestRecord guest, Home home) {
        this.options = options;
        this.guest = guest;
        this.home = home;
    }

    List<String> build() {
        line.addAll(options.launcher());
        add(options.program(), "-name", "guest=" + guest.name() + ",debug-threads=on", "-no-user-config", "-nodefaults",
                "-display", "none", "-machine", options.machine(), "-cpu", options.processor(), "-smp",
                Integer.toString(guest.spec().processors()), "-m", "size=" + guest.spec().memoryBytes() / 1024 + "k",
                "-pidfile", home.pid().toString());
        accelerate();
        add("-chardev", "socket,id=monitor,server=on,wait=off,path=" + value(home.monitor()), "-mon",
                "chardev=monitor,mode=control");
        add("-chardev", "socket,id=migration,server=on,wait=off,path=" + value(home.migration()), "-mon",
                "chardev=migration,mode=control");
        add("-chardev", "socket,id=console,server=on,wait=off,path=%s,logfile=%s,logappend=on".formatted(
                value(home.consoleSocket()), value(home.console())), "-serial", "chardev:console");
        for (var port = 0; port < PORTS; port++) {
            add("-device", "pcie-root-port,id=port%d,chassis=%d,slot=%d".formatted(port, port + 1, port));
        }
        devices();
        boot();
        if (guest.incoming()) {
            add("-incoming", "defer", "-S");
        }
        return line;
    }

    private void add(String... words) {
        line.addAll(List.of(words));
    }

    private void accelerate() {
        switch (options.accelerator()) {
            case KVM -> add("-accel", "kvm");
            case TCG -> add("-accel", "tcg");
            case AUTO -> add("-accel", "kvm", "-accel", "tcg");
        }
    }

    private void devices() {
        var port = 0;
        for (var device : guest.spec().devices()) {
            if (device instanceof VirtualDevice.Tpm tpm) {
                add("-chardev", "socket,id=swtpm,path=" + value(home.tpmSocket()), "-tpmdev",
                        "emulator,id=tpm,chardev=swtpm", "-device", tpm.model() + ",tpmdev=tpm");
                continue;
            }
            backend(device).forEach((option, text) -> add(option, text));
            add("-device", front(device, "port" + port++));
        }
    }

    private Map<String, String> backend(VirtualDevice device) {
        return switch (device) {
            case VirtualDevice.Disk disk ->
                Map.of("-blockdev", "driver=qcow2,node-name=%s,discard=unmap,file.driver=file,file.filename=%s"
                        .formatted(disk.id(), value(home.disk(disk.id()))));
            case VirtualDevice.SharedDisk disk -> Map.of("-blockdev", shared(disk));
            case VirtualDevice.Adapter adapter -> adapter.network()
                    .<Map<String, String>>map(network -> Map.of("-netdev", network(adapter.id(), network)))
                    .orElse(Map.of());
            case VirtualDevice.Accelerator _,VirtualDevice.Tpm _ -> Map.of();
        };
    }

    private static String shared(VirtualDevice.SharedDisk disk) {
        var common = ",node-name=%s,read-only=%s,".formatted(disk.id(), disk.readOnly() ? "on" : "off");
        return switch (String.valueOf(disk.at().getScheme())) {
            case "file" -> "driver=" + (disk.at().getPath().endsWith(".qcow2") ? "qcow2" : "raw") + common
                    + "file.driver=file,file.filename=" + value(Path.of(disk.at()));
            case "nbd" -> "driver=raw" + common
                    + "file.driver=nbd,file.server.type=inet,file.server.host=%s,file.server.port=%d,file.export=%s"
                            .formatted(disk.at().getHost(), disk.at().getPort() < 0 ? 10809 : disk.at().getPort(),
                                    value(disk.at().getPath().replaceFirst("^/", "")));
            default -> throw new DriverException(Kind.INVALID, "disk " + disk.id() + " is at " + disk.at()
                    + "; a shared disk is at file: or nbd:");
        };
    }

    private static String network(String id, String network) {
        return network.equals("user") ? "user,id=net-" + id : "bridge,id=net-" + id + ",br=" + value(network);
    }

    /// As `-device` has it.
    static String front(VirtualDevice device, String port) {
        var place = ",id=" + device.id() + ",bus=" + port;
        return switch (device) {
            case VirtualDevice.Disk disk -> "virtio-blk-pci,drive=" + disk.id() + place;
            case VirtualDevice.SharedDisk disk -> "virtio-blk-pci,drive=" + disk.id() + place;
            case VirtualDevice.Adapter adapter -> "virtio-net-pci,mac=" + value(adapter.mac()) + place
                    + adapter.network().map(_ -> ",netdev=net-" + adapter.id()).orElse("");
            case VirtualDevice.Accelerator accelerator -> "vfio-pci,sysfsdev=" + value(sysfs(accelerator)) + place;
            case VirtualDevice.Tpm tpm ->
                throw new DriverException(Kind.UNSUPPORTED, tpm.id() + " cannot be plugged while the guest runs");
        };
    }

    /// A mediated device is made under the id of the hand-out, which is the id of the guest's device.
    private static Path sysfs(VirtualDevice.Accelerator accelerator) {
        return switch (accelerator.attachment()) {
            case Attachment.Pci pci -> Path.of("/sys/bus/pci/devices", pci.address());
            case Attachment.Mediated _ -> Path.of("/sys/bus/mdev/devices", accelerator.id());
        };
    }

    private void boot() {
        var properties = guest.spec().properties();
        if (properties.containsKey(SampleGuest.PROPERTY)) {
            var sample = SampleGuest.of(properties.get(SampleGuest.PROPERTY), home.directory());
            add("-kernel", sample.kernel().toString(), "-initrd", sample.initrd().toString(), "-append",
                    sample.commandLine());
            return;
        }
        Map.of("kernel", "-kernel", "initrd", "-initrd", "command-line", "-append", "firmware", "-bios")
                .forEach((property, option) -> {
                    var text = properties.get(property);
                    if (text != null) {
                        add(option, text);
                    }
                });
    }

    /// QEMU splits at commas, and takes two of them for one.
    private static String value(Object text) {
        return text.toString().replace(",", ",,");
    }
}
