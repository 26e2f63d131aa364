package io.gantry.baremetal;

import io.gantry.image.ImageUse;
import io.gantry.image.KeptImage;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Images that nodes have.
@Singleton
final class NodeImages implements ImageUse {
    private final NodeRecords nodes;

    NodeImages(NodeRecords nodes) {
        this.nodes = nodes;
    }

    @Override
    public Optional<String> of(KeptImage image) {
        return nodes.withImage(image.name())
                .map(node -> "node '" + node.label() + "', which is " + node.state().word()
                        + ". Take the node's image off first.");
    }
}
