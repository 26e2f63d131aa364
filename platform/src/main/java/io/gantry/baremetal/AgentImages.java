package io.gantry.baremetal;

import io.gantry.api.deploy.Image;
import io.gantry.baremetal.agent.TokenSeal;
import io.gantry.base.Home;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;

/// Lends images that lie on this host to the agents that write them. The address of one opens it for one node only, and only while that is being deployed.
@Singleton
public final class AgentImages {
    /// Where they are read, followed by the id of the node and what proves that it may.
    public static final String PATH = "/baremetal/v1/agent-images/";

    private final NodeRecords records;
    private final ImageSource images;
    private final TokenSeal seal;
    private final Home home;

    AgentImages(NodeRecords records, ImageSource images, TokenSeal seal, Home home) {
        this.records = records;
        this.images = images;
        this.seal = seal;
        this.home = home;
    }

    /// The image as an agent on that node reads it.
    Image of(BareMetalNode node, Image image) {
        return onThisHost(image)
                ? new Image(image.name(), URI.create(home.url() + PATH + node.id() + "/" + ticket(node, image)),
                        image.bytes(), image.checksum(), image.properties())
                : image;
    }

    private static boolean onThisHost(Image image) {
        return "file".equals(image.source().getScheme());
    }

    private String ticket(BareMetalNode node, Image image) {
        return seal.ticket(node.id(), image.source() + " " + image.checksum());
    }

    /// The file that this ticket opens.
    ///
    /// @throws Problem NOT_FOUND if it opens none, or none any more
    public Path file(String ident, String ticket) throws InterruptedException {
        var node = JsonBody.parsed(ident)
                .flatMap(records::find)
                .filter(found -> found.state() == ProvisionState.DEPLOYING
                        || found.state() == ProvisionState.DEPLOY_WAIT);
        if (node.isPresent()) {
            var image = images.of(node.get()).image();
            if (onThisHost(image) && TokenSeal.same(ticket, ticket(node.get(), image))) {
                return Path.of(image.source());
            }
        }
        throw Problem.notFound("This address opens no image, or none any more.");
    }
}
