package io.gantry.baremetal;

import io.gantry.api.Bootable;
import io.gantry.api.Configurable;
import io.gantry.api.DiskAccess;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.SoftPower;
import io.gantry.api.VirtualMedia;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Means;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import io.gantry.baremetal.agent.Agents;
import io.gantry.baremetal.image.Inspected;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a node's hardware driver does for us.
@Singleton
final class Machines {
    private final Drivers drivers;
    private final ImageSource images;
    private final Credentials credentials;
    private final NodeRecords records;
    private final Agents agents;
    private final AgentImages lent;
    private final String agentDisc;

    Machines(Drivers drivers, ImageSource images, Credentials credentials, NodeRecords records, Agents agents,
            AgentImages lent, @Value("${gantry.bare-metal.agent-disc:}") String agentDisc) {
        this.drivers = drivers;
        this.images = images;
        this.credentials = credentials;
        this.records = records;
        this.agents = agents;
        this.lent = lent;
        this.agentDisc = agentDisc;
    }

    /// What is done with a driver that knows how to reach the node.
    private interface Work<D, T> {
        T with(D driver, Node node) throws InterruptedException;
    }

    private <D, T> T with(Class<D> role, BareMetalNode node, Work<D, T> work) throws InterruptedException {
        var secrets = credentials.open(node.fields(), NodeField.DRIVER_INFO);
        try {
            return work.with(drivers.get(role, node.driver()).call(),
                    new Node(node.label(), properties(node), secrets));
        } finally {
            secrets.values().forEach(Secret::close);
        }
    }

    private static Map<String, String> properties(BareMetalNode node) {
        var all = new HashMap<>(node.fields().texts(NodeField.PROPERTIES));
        all.putAll(node.fields().texts(NodeField.DRIVER_INFO));
        return all;
    }

    /// The node's driver, whether it is open or not.
    Handle<HardwareDriver> driver(BareMetalNode node) {
        return drivers.get(HardwareDriver.class, node.driver());
    }

    boolean can(BareMetalNode node, Class<?> role) {
        return driver(node).roles().contains(role.getSimpleName());
    }

    /// Returns when the node has that power, and writes it down.
    void power(BareMetalNode node, Power wanted) throws InterruptedException {
        with(HardwareDriver.class, node, (driver, machine) -> {
            driver.power(machine, wanted);
            return wanted;
        });
        if (wanted == Power.OFF) {
            agents.forget(node.id());
        }
        note(node, wanted);
    }

    /// Asks for the power.
    Power power(BareMetalNode node) throws InterruptedException {
        return with(HardwareDriver.class, node, HardwareDriver::power);
    }

    /// Asks for the power and writes it down.
    Power observe(BareMetalNode node) throws InterruptedException {
        var now = power(node);
        note(node, now);
        return now;
    }

    private void note(BareMetalNode node, Power power) {
        var word = power == Power.ON ? Standing.POWER_ON : Standing.POWER_OFF;
        records.change(node.id(),
                now -> now.with(now.standing().power(Optional.of(word), now.standing().powerTarget())));
    }

    void reboot(BareMetalNode node) throws InterruptedException {
        power(node, Power.OFF);
        power(node, Power.ON);
    }

    /// Asks what runs on it to end.
    void shutDown(BareMetalNode node) throws InterruptedException {
        with(SoftPower.class, node, (driver, machine) -> {
            driver.shutDown(machine);
            return machine;
        });
    }

    void interrupt(BareMetalNode node) throws InterruptedException {
        with(SoftPower.class, node, (driver, machine) -> {
            driver.interrupt(machine);
            return machine;
        });
    }

    Set<BootDevice> bootDevices(BareMetalNode node) throws InterruptedException {
        return with(Bootable.class, node, Bootable::bootDevices);
    }

    BootDevice bootDevice(BareMetalNode node) throws InterruptedException {
        return with(Bootable.class, node, Bootable::bootDevice);
    }

    void bootDevice(BareMetalNode node, BootDevice device, boolean once) throws InterruptedException {
        with(Bootable.class, node, (driver, machine) -> {
            driver.bootDevice(machine, device, once);
            return machine;
        });
    }

    /// Shows the node that disc, from which it starts.
    ///
    /// @param once only the next time
    void startFrom(BareMetalNode node, URI medium, boolean once) throws InterruptedException {
        insert(node, medium);
        bootDevice(node, BootDevice.CDROM, once);
    }

    /// From its own disk, as far as its controller can be told so.
    void startFromDisk(BareMetalNode node) throws InterruptedException {
        if (can(node, VirtualMedia.class)) {
            eject(node);
        }
        if (can(node, Bootable.class)) {
            bootDevice(node, BootDevice.DISK, false);
        }
    }

    /// From what its image is to run from.
    void startAgain(BareMetalNode node) throws InterruptedException {
        var medium = node.standing().internal().get(Bench.MEDIUM);
        if (medium == null) {
            startFromDisk(node);
        } else {
            startFrom(node, URI.create(String.valueOf(medium)), false);
        }
        power(node, Power.ON);
    }

    void insert(BareMetalNode node, URI medium) throws InterruptedException {
        with(VirtualMedia.class, node, (driver, machine) -> {
            driver.insert(machine, medium);
            return machine;
        });
    }

    void eject(BareMetalNode node) throws InterruptedException {
        with(VirtualMedia.class, node, (driver, machine) -> {
            driver.eject(machine);
            return machine;
        });
    }

    Optional<URI> inserted(BareMetalNode node) throws InterruptedException {
        return with(VirtualMedia.class, node, VirtualMedia::inserted);
    }

    Map<String, String> settings(BareMetalNode node) throws InterruptedException {
        return with(Configurable.class, node, Configurable::settings);
    }

    void configure(BareMetalNode node, Map<String, String> settings) throws InterruptedException {
        with(Configurable.class, node, (driver, machine) -> {
            driver.apply(machine, settings);
            return machine;
        });
    }

    Inspection inspect(BareMetalNode node) throws InterruptedException {
        return with(Inspectable.class, node, Inspectable::inspect);
    }

    /// The node's disk; empty if its hardware driver cannot reach it from here.
    Optional<Path> disk(BareMetalNode node) throws InterruptedException {
        return can(node, DiskAccess.class)
                ? Optional.of(with(DiskAccess.class, node, DiskAccess::disk))
                : Optional.empty();
    }

    /// What a deploy interface is told about putting its image on that node.
    Deployment deployment(BareMetalNode node) throws InterruptedException {
        return deployment(node, images.of(node));
    }

    /// The same for another image.
    Deployment deployment(BareMetalNode node, Inspected found) throws InterruptedException {
        var secrets = credentials.open(node.fields(), NodeField.INSTANCE_INFO);
        found.authorization()
                .ifPresent(text -> secrets.put("image_request_authorization_secret",
                        new Secret(text.getBytes(StandardCharsets.UTF_8))));
        var disk = disk(node);
        var image = disk.isPresent() ? found.image() : lent.of(node, found.image());
        return new Deployment(node.label(), node.traits(), properties(node), image, disk,
                node.fields().texts(NodeField.INSTANCE_INFO), secrets, means(node));
    }

    /// What a deploy interface is told about taking the node's image off: that has not to be there any more.
    Deployment removal(BareMetalNode node) throws InterruptedException {
        return deployment(node, new Inspected(images.unseen(node), Optional.empty(), List.of()));
    }

    private Set<Means> means(BareMetalNode node) {
        if (!can(node, VirtualMedia.class) || !can(node, Bootable.class)) {
            return Set.of();
        }
        return ramdisk(node).isPresent() ? Set.of(Means.DISC, Means.AGENT) : Set.of(Means.DISC);
    }

    /// The disc of the ramdisk with the node's agent; empty if there is none that it could be started from.
    Optional<URI> ramdisk(BareMetalNode node) {
        return node.fields()
                .text(NodeField.DRIVER_INFO, "deploy_iso")
                .or(() -> Optional.of(agentDisc).filter(disc -> !disc.isEmpty()))
                .filter(_ -> can(node, VirtualMedia.class) && can(node, Bootable.class))
                .map(Machines::uri);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Problem(Problem.Kind.INVALID,
                    "The disc of the ramdisk, '%s', is no URL; correct deploy_iso in driver_info or bare-metal.agent-disc in gantry.yaml."
                            .formatted(JsonBody.cut(text)),
                    e);
        }
    }

    static Problem lacks(BareMetalNode node, String what) {
        return new Problem(Problem.Kind.UNSUPPORTED,
                "Hardware driver '%s' of node '%s' cannot %s.".formatted(node.driver(), node.label(), what));
    }
}
