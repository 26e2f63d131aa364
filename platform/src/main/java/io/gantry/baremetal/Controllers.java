package io.gantry.baremetal;

import io.gantry.api.Bootable;
import io.gantry.api.Configurable;
import io.gantry.api.SoftPower;
import io.gantry.api.VirtualMedia;
import io.gantry.base.Problem;
import io.gantry.job.Jobs;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What people ask of a node's management controller.
@Singleton
public class Controllers {
    private final Nodes nodes;
    private final NodeRecords records;
    private final Machines machines;
    private final Jobs jobs;

    Controllers(Nodes nodes, NodeRecords records, Machines machines, Jobs jobs) {
        this.nodes = nodes;
        this.records = records;
        this.machines = machines;
        this.jobs = jobs;
    }

    /// Submits the job that switches the node.
    @Transactional
    public void power(UUID id, PowerChange change) {
        if (change.soft()) {
            needs(nodes.find(id), SoftPower.class, "ask what runs on it to end");
        }
        var node = records.change(id, now -> {
            if (!now.state().atRest() || now.standing().powerTarget().isPresent()) {
                throw Problem.conflict("Node %s is %s and cannot be switched now; wait until it is done.".formatted(
                        now.label(), now.standing()
                                .powerTarget()
                                .map(target -> "on its way to " + target)
                                .orElse(now.state().word())));
            }
            var target = change.target().equals(PowerChange.REBOOT) ? Standing.POWER_ON : change.target();
            return now.with(now.standing().power(now.standing().power(), Optional.of(target)).error(Optional.empty()));
        });
        jobs.submit(PowerSaga.KIND, node.id().toString(), change);
    }

    public void interrupt(UUID id) throws InterruptedException {
        machines.interrupt(needs(nodes.find(id), SoftPower.class, "send it a non-maskable interrupt"));
    }

    /// By the words of the API.
    public List<String> bootDevices(UUID id) throws InterruptedException {
        return machines.bootDevices(boots(id)).stream().map(Controllers::word).sorted().toList();
    }

    public String bootDevice(UUID id) throws InterruptedException {
        return word(machines.bootDevice(boots(id)));
    }

    public void bootDevice(UUID id, String device, boolean persistent) throws InterruptedException {
        machines.bootDevice(idle(boots(id)), HardwareSteps.bootDevice(device), !persistent);
    }

    private BareMetalNode boots(UUID id) {
        return needs(nodes.find(id), Bootable.class, "be told what to start from");
    }

    public Map<String, String> settings(UUID id) throws InterruptedException {
        return machines.settings(configures(id));
    }

    public void configure(UUID id, Map<String, String> settings) throws InterruptedException {
        machines.configure(idle(configures(id)), settings);
    }

    private BareMetalNode configures(UUID id) {
        return needs(nodes.find(id), Configurable.class, "be told settings of its firmware");
    }

    public void insert(UUID id, URI medium) throws InterruptedException {
        machines.insert(idle(discs(id)), medium);
    }

    public void eject(UUID id) throws InterruptedException {
        machines.eject(idle(discs(id)));
    }

    public Optional<URI> inserted(UUID id) throws InterruptedException {
        return machines.inserted(discs(id));
    }

    private BareMetalNode discs(UUID id) {
        return needs(nodes.find(id), VirtualMedia.class, "show it a disc");
    }

    /// The file or block device that is the node's disk.
    public Path disk(UUID id) throws InterruptedException {
        var node = idle(nodes.find(id));
        return machines.disk(node).orElseThrow(() -> Machines.lacks(node, "reach its disk"));
    }

    private BareMetalNode needs(BareMetalNode node, Class<?> role, String what) {
        if (!machines.can(node, role)) {
            throw Machines.lacks(node, what);
        }
        return node;
    }

    private static BareMetalNode idle(BareMetalNode node) {
        if (!node.state().atRest()) {
            throw Problem.conflict("Node %s is %s; wait until it is done.".formatted(node.label(),
                    node.state().word()));
        }
        return node;
    }

    private static String word(Enum<?> device) {
        return device.name().toLowerCase(Locale.ROOT);
    }
}
