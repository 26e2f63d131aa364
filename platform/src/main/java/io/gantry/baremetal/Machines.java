package io.gantry.baremetal;

import io.gantry.api.Bootable;
import io.gantry.api.DiskAccess;
import io.gantry.api.HardwareDriver;
import io.gantry.api.VirtualMedia;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What a node's hardware driver does for us.
@Singleton
final class Machines {
    private final Drivers drivers;
    private final Images images;

    Machines(Drivers drivers, Images images) {
        this.drivers = drivers;
        this.images = images;
    }

    void power(BareMetalNode node, Power wanted) throws InterruptedException {
        drivers.get(HardwareDriver.class, node.hardware()).call().power(asDriversSee(node), wanted);
    }

    /// Shows the node that disc, from which it starts from now on.
    void startFrom(BareMetalNode node, URI medium) throws InterruptedException {
        drivers.get(VirtualMedia.class, node.hardware()).call().insert(asDriversSee(node), medium);
        drivers.get(Bootable.class, node.hardware()).call().bootDevice(asDriversSee(node), BootDevice.CDROM, false);
    }

    /// The node's disk; empty if its hardware driver cannot reach it from here.
    Optional<Path> disk(BareMetalNode node) throws InterruptedException {
        var roles = drivers.get(HardwareDriver.class, node.hardware()).roles();
        if (!roles.contains(DiskAccess.class.getSimpleName())) {
            return Optional.empty();
        }
        return Optional.of(drivers.get(DiskAccess.class, node.hardware()).call().disk(asDriversSee(node)));
    }

    /// What a deploy interface is told about putting that image on that node.
    Deployment deployment(BareMetalNode node, KeptImage image) throws InterruptedException {
        var source = new Image(image.name(), images.file(image).toUri(), image.bytes(), "sha256:" + image.sha256(),
                image.properties());
        return new Deployment(node.name(), node.traits(), node.properties(), source, disk(node));
    }

    /// The image that the node's row names.
    KeptImage image(BareMetalNode node) {
        return images
                .find(node.image().orElseThrow(() -> Problem.conflict("Node '" + node.name() + "' names no image.")));
    }

    private static Node asDriversSee(BareMetalNode node) {
        return new Node(node.name(), node.properties());
    }
}
