package io.gantry.baremetal;

import io.gantry.baremetal.BareMetalNode.State;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.plugin.Operation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/// Puts images on nodes and takes them off.
@Singleton
public class Provisioning {
    private final Nodes nodes;
    private final Images images;
    private final NodeRecords records;
    private final Machines machines;
    private final Autodetect autodetect;
    private final Jobs jobs;

    Provisioning(Nodes nodes, Images images, NodeRecords records, Machines machines, Autodetect autodetect, Jobs jobs) {
        this.nodes = nodes;
        this.images = images;
        this.records = records;
        this.machines = machines;
        this.autodetect = autodetect;
        this.jobs = jobs;
    }

    /// Submits the job that puts the image on the node.
    @Transactional
    public Job deploy(String name, String image) {
        var node = nodes.find(name);
        images.find(image);
        if (node.state() != State.AVAILABLE && node.state() != State.DEPLOY_FAILED) {
            throw refused(node, "deployed",
                    node.state().busy() ? "Wait for its job, or cancel it." : "Undeploy it first.");
        }
        return submit(node, DeploySaga.KIND, State.DEPLOYING, Optional.of(image));
    }

    /// Submits the job that takes off what is on the node.
    @Transactional
    public Job undeploy(String name) {
        var node = nodes.find(name);
        if (node.state() != State.ACTIVE && node.state() != State.DEPLOY_FAILED) {
            throw refused(node, "undeployed",
                    node.state().busy() ? "Wait for its job, or cancel it." : "There is nothing on it.");
        }
        return submit(node, UndeploySaga.KIND, State.UNDEPLOYING, node.image());
    }

    /// What a deploy of that image would choose now, and why. Changes nothing.
    public Decision explain(String name, String image) throws InterruptedException {
        var node = nodes.find(name);
        var kept = images.find(image);
        return Operation.call(() -> autodetect.decide(machines.deployment(node, kept), node.deployInterface()));
    }

    /// The file or block device that is the node's disk.
    public Path disk(String name) throws InterruptedException {
        var node = nodes.find(name);
        if (node.state().busy()) {
            throw refused(node, "read", "Wait for its job.");
        }
        return machines.disk(node)
                .orElseThrow(() -> new Problem(Problem.Kind.UNSUPPORTED, "The disk of node '" + name
                        + "' cannot be read: hardware driver '" + node.hardware() + "' has no DiskAccess."));
    }

    private Job submit(BareMetalNode node, String kind, State state, Optional<String> image) {
        if (!records.begin(node.name(), node.state(), state, image)) {
            throw Problem.conflict(
                    "Node '" + node.name() + "' was changed by somebody else just now. Look at it and ask again.");
        }
        var job = jobs.submit(kind, node.name(), new Order(image));
        records.assign(node.name(), job.id());
        return job;
    }

    private static Problem refused(BareMetalNode node, String what, String next) {
        return Problem.conflict("Node '" + node.name() + "' is " + node.state().text() + " and cannot be " + what
                + " now. " + next);
    }

    /// What a job is given.
    ///
    /// @param image that goes on the node or is on it
    record Order(Optional<String> image) {}
}
