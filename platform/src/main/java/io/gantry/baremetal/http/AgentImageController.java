package io.gantry.baremetal.http;

import io.gantry.baremetal.AgentImages;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Where agents read the images that this host keeps. The address itself is the proof: agents say nothing else when they fetch one.
@Controller(AgentImages.PATH + "{node}/{ticket}")
@ExecuteOn(TaskExecutors.BLOCKING)
class AgentImageController {
    private final AgentImages images;

    AgentImageController(AgentImages images) {
        this.images = images;
    }

    /// The bytes, or a part of them (`Range`).
    @Get
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    SystemFile image(String node, String ticket) throws InterruptedException {
        return new SystemFile(images.file(node, ticket).toFile(), MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }
}
