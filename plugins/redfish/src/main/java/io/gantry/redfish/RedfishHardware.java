package io.gantry.redfish;

import io.gantry.api.Bootable;
import io.gantry.api.Configurable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.SoftPower;
import io.gantry.api.VirtualMedia;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Nodes behind controllers that speak Redfish, each reached as its properties say.
@DriverId(value = "redfish", description = "Drives bare metal through controllers that speak Redfish: power, boot device, virtual media, firmware settings, inventory.")
public final class RedfishHardware
        implements
            HardwareDriver,
            Bootable,
            VirtualMedia,
            SoftPower,
            Configurable,
            Inspectable {
    private final Controllers controllers;
    private final BootOrder bootOrder;

    private interface Work<T> {
        T on(Controller controller, Resource system) throws InterruptedException;
    }

    /// Asks nobody yet.
    public RedfishHardware(RedfishOptions options, DriverContext context) {
        controllers = new Controllers(options, context.threads());
        bootOrder = new BootOrder(new Remembered(context.directory()));
    }

    private <T> T with(Node node, Work<T> work) throws InterruptedException {
        var address = Address.of(node);
        var controller = controllers.of(address);
        return work.on(controller, controller.system(address));
    }

    @Override
    public Power power(Node node) throws InterruptedException {
        return with(node, PowerSwitch::power);
    }

    @Override
    public void power(Node node, Power wanted) throws InterruptedException {
        with(node, (controller, system) -> {
            if (wanted == Power.ON && PowerSwitch.power(controller, system) == Power.OFF) {
                bootOrder.beforeStart(controller, system);
            }
            PowerSwitch.set(controller, Address.of(node), wanted);
            return wanted;
        });
    }

    @Override
    public void shutDown(Node node) throws InterruptedException {
        with(node, (controller, system) -> {
            if (PowerSwitch.power(controller, system) == Power.ON) {
                PowerSwitch.reset(controller, system, "GracefulShutdown");
            }
            return node;
        });
    }

    @Override
    public void interrupt(Node node) throws InterruptedException {
        with(node, (controller, system) -> {
            if (PowerSwitch.power(controller, system) == Power.ON) {
                PowerSwitch.reset(controller, system, "Nmi");
            }
            return node;
        });
    }

    @Override
    public Set<BootDevice> bootDevices(Node node) throws InterruptedException {
        return with(node, (controller, system) -> BootOrder.devices(system));
    }

    @Override
    public BootDevice bootDevice(Node node) throws InterruptedException {
        return with(node, bootOrder::next);
    }

    @Override
    public void bootDevice(Node node, BootDevice device, boolean once) throws InterruptedException {
        with(node, (controller, system) -> {
            bootOrder.set(controller, system, device, once);
            return device;
        });
    }

    @Override
    public void insert(Node node, URI image) throws InterruptedException {
        if (!Set.of("http", "https").contains(String.valueOf(image.getScheme()).toLowerCase(Locale.ROOT))) {
            throw new DriverException(Kind.INVALID,
                    "Node %s cannot be shown a disc by '%s'; controllers read discs over http and https."
                            .formatted(node.name(), image.getScheme()));
        }
        with(node, (controller, system) -> {
            Drive.of(controller, system).insert(image);
            return image;
        });
    }

    @Override
    public void eject(Node node) throws InterruptedException {
        with(node, (controller, system) -> {
            Drive.of(controller, system).eject();
            return node;
        });
    }

    @Override
    public Optional<URI> inserted(Node node) throws InterruptedException {
        return with(node, (controller, system) -> Drive.of(controller, system).inserted());
    }

    @Override
    public Map<String, String> settings(Node node) throws InterruptedException {
        return with(node, (controller, system) -> new FirmwareSettings(controller, system).read());
    }

    @Override
    public void apply(Node node, Map<String, String> settings) throws InterruptedException {
        with(node, (controller, system) -> {
            new FirmwareSettings(controller, system).apply(settings);
            return settings;
        });
    }

    @Override
    public Inspection inspect(Node node) throws InterruptedException {
        return with(node, Inventory::of);
    }

    @Override
    public void close() {
        controllers.close();
    }
}
