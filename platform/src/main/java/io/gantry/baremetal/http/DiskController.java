package io.gantry.baremetal.http;

import io.gantry.baremetal.Provisioning;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.FileCustomizableResponseType;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.http.server.types.files.SystemFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.nio.file.Files;

/// Streams a node's disk; parts of it (`Range`) where it is a file.
@Controller("/gantry/v1/nodes/{name}/disk")
@ExecuteOn(TaskExecutors.BLOCKING)
class DiskController {
    private final Provisioning provisioning;

    DiskController(Provisioning provisioning) {
        this.provisioning = provisioning;
    }

    @Get
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    FileCustomizableResponseType disk(String name) throws IOException, InterruptedException {
        var disk = provisioning.disk(name);
        if (Files.isRegularFile(disk)) {
            return new SystemFile(disk.toFile(), MediaType.APPLICATION_OCTET_STREAM_TYPE);
        }
        return new StreamedFile(Files.newInputStream(disk), MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }
}
