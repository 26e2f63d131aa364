package io.gantry.baremetal.http;

import io.gantry.baremetal.Controllers;
import io.gantry.baremetal.Examination;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.identity.Caller;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What Gantry says of nodes beyond what clients of the bare metal API know.
@Controller("/gantry/v1/nodes/{ident}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ExplainController {
    private final Nodes nodes;
    private final Examination examination;
    private final Controllers controllers;

    ExplainController(Nodes nodes, Examination examination, Controllers controllers) {
        this.nodes = nodes;
        this.examination = examination;
        this.controllers = controllers;
    }

    /// What one deploy interface said.
    record Said(String instance, String verdict, String reason) {}

    /// What would be chosen now, why, and what was found out about the image.
    record Explanation(Optional<String> chosen, String reason, List<Said> verdicts, List<String> evidence) {}

    @Get("/explain")
    Explanation explain(Caller caller, String ident, Optional<String> image) throws InterruptedException {
        var decision = examination.explain(new Reach(caller).sees(nodes.find(ident)).id(), image);
        return new Explanation(decision.chosen(), decision.reason(), decision.verdicts()
                .stream()
                .map(said -> new Said(said.instance(), said.answer().name().toLowerCase(Locale.ROOT), said.reason()))
                .toList(), decision.evidence());
    }

    /// The bytes of its disk, where its hardware driver can reach that; parts of it (`Range`) where it is a file.
    @Get("/disk")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    FileCustomizableResponseType disk(Caller caller, String ident) throws IOException, InterruptedException {
        var disk = controllers.disk(new Reach(caller).sees(nodes.find(ident)).id());
        return Files.isRegularFile(disk)
                ? new SystemFile(disk.toFile(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                : new StreamedFile(Files.newInputStream(disk), MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }
}
