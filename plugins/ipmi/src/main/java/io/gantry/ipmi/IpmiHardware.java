package io.gantry.ipmi;

import io.gantry.api.Bootable;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.SoftPower;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Inspection.Component;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Nodes behind controllers that speak IPMI 2.0, each reached as its properties say.
@DriverId(value = "ipmi", description = "Drives bare metal through controllers that speak IPMI 2.0: power, boot device, sensors.")
public final class IpmiHardware implements HardwareDriver, Bootable, SoftPower, Inspectable {
    private static final Map<BootDevice, String> DEVICES = Map.of(BootDevice.DISK, "disk", BootDevice.PXE, "pxe",
            BootDevice.CDROM, "cdrom", BootDevice.BIOS, "bios");
    /// Else a controller forgets the boot device when the node does not start within a minute: boot parameter 3, keep the flags valid.
    private static final String[] KEEP_FLAGS = {"raw", "0x00", "0x08", "0x03", "0x08"};

    private final IpmiOptions options;
    private final Ipmitool ipmitool;

    /// Asks nobody yet.
    public IpmiHardware(IpmiOptions options) {
        this.options = options;
        this.ipmitool = new Ipmitool(options);
    }

    @Override
    public Power power(Node node) throws InterruptedException {
        return power(Address.of(node));
    }

    private Power power(Address address) throws InterruptedException {
        var text = ipmitool.run(address, "chassis", "power", "status").strip().toLowerCase(Locale.ROOT);
        if (text.endsWith("power is on")) {
            return Power.ON;
        }
        if (text.endsWith("power is off")) {
            return Power.OFF;
        }
        throw new DriverException(Kind.FAILED, "%s tells a power state that nobody knows. Is %s the right ipmitool?"
                .formatted(address.name(), options.ipmitool()));
    }

    @Override
    public void power(Node node, Power wanted) throws InterruptedException {
        var address = Address.of(node);
        if (power(address) == wanted) {
            return;
        }
        var word = wanted.name().toLowerCase(Locale.ROOT);
        ipmitool.run(address, "chassis", "power", word);
        var deadline = System.nanoTime() + options.powerTimeout().toNanos();
        while (power(address) != wanted) {
            if (System.nanoTime() > deadline) {
                throw new DriverException(Kind.FAILED,
                        "Node %s was to be %s and is not after %d ms. Look at its console, or raise power-timeout."
                                .formatted(node.name(), word, options.powerTimeout().toMillis()));
            }
            TimeUnit.MILLISECONDS.sleep(options.poll().toMillis());
        }
    }

    @Override
    public void shutDown(Node node) throws InterruptedException {
        whileOn(node, "soft");
    }

    @Override
    public void interrupt(Node node) throws InterruptedException {
        whileOn(node, "diag");
    }

    private void whileOn(Node node, String action) throws InterruptedException {
        var address = Address.of(node);
        if (power(address) == Power.ON) {
            ipmitool.run(address, "chassis", "power", action);
        }
    }

    @Override
    public Set<BootDevice> bootDevices(Node node) {
        return DEVICES.keySet();
    }

    @Override
    public BootDevice bootDevice(Node node) throws InterruptedException {
        return Report.bootDevice(ipmitool.run(Address.of(node), "chassis", "bootparam", "get", "5"));
    }

    @Override
    public void bootDevice(Node node, BootDevice device, boolean once) throws InterruptedException {
        var word = DEVICES.get(device);
        if (word == null) {
            throw new DriverException(Kind.UNSUPPORTED, "Node %s cannot be told by IPMI to start from %s, only from %s."
                    .formatted(node.name(), device, DEVICES.keySet()));
        }
        var address = Address.of(node);
        try {
            ipmitool.run(address, KEEP_FLAGS);
        } catch (DriverException lacking) {
            if (lacking.kind() != Kind.UNSUPPORTED) {
                throw lacking;
            }
            // Then it forgets after a minute; the node is started before.
        }
        var how = new ArrayList<String>();
        if (!once) {
            how.add("persistent");
        }
        if (options.efi()) {
            how.add("efiboot");
        }
        ipmitool.run(address, how.isEmpty()
                ? new String[]{"chassis", "bootdev", word}
                : new String[]{"chassis", "bootdev", word, "options=" + String.join(",", how)});
    }

    /// IPMI knows neither processors nor ports; what it has is in the node's inventory records and its sensors.
    @Override
    public Inspection inspect(Node node) throws InterruptedException {
        var address = Address.of(node);
        var controller = Report.fields(ipmitool.run(address, "mc", "info"));
        var components = new ArrayList<Component>();
        components.add(new Component("bmc", "BMC", controller.getOrDefault("Firmware Revision", ""), "", ""));
        // Never without a look whether there are records: ipmitool goes on strangely where there are none.
        var records = Report.fields(orNothing(address, "sdr", "info")).getOrDefault("Record Count", "0");
        if (records.matches("[1-9][0-9]*")) {
            components.addAll(Report.sensors(orNothing(address, "sdr", "elist")));
        }
        // Number 0 is the node itself, and asking for it alone takes no walk through the records.
        return new Inspection(Report.properties(orNothing(address, "fru", "print", "0")), List.of(), components);
    }

    /// What a controller does not have is left out.
    private String orNothing(Address address, String... words) throws InterruptedException {
        try {
            return ipmitool.run(address, words);
        } catch (DriverException lacking) {
            if (lacking.kind() == Kind.UNSUPPORTED || lacking.kind() == Kind.FAILED) {
                return "";
            }
            throw lacking;
        }
    }
}
