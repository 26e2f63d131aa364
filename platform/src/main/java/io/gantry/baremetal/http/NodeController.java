package io.gantry.baremetal.http;

import io.gantry.baremetal.Decision;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Provisioning;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Controller("/gantry/v1/nodes")
@ExecuteOn(TaskExecutors.BLOCKING)
class NodeController {
    private final Nodes nodes;
    private final Provisioning provisioning;

    NodeController(Nodes nodes, Provisioning provisioning) {
        this.nodes = nodes;
        this.provisioning = provisioning;
    }

    @Post
    @Status(HttpStatus.CREATED)
    NodeView create(@Body NewNode body) {
        return NodeView.of(nodes.create(body.requiredName(), body.requiredHardware(),
                body.deployInterfaceOrAutodetect(), body.traits().orElse(Set.of()),
                body.properties().orElse(Map.of())));
    }

    @Get
    NodeView.Page list(@QueryValue(defaultValue = "") String marker, @QueryValue(defaultValue = "100") int limit) {
        return NodeView.Page.of(nodes.list(marker, Pages.checked(limit)), limit);
    }

    @Get("/{name}")
    NodeView show(String name) {
        return NodeView.of(nodes.find(name));
    }

    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) {
        nodes.delete(name);
    }

    @Get("/{name}/explain")
    Explanation explain(String name, Optional<String> image) throws InterruptedException {
        return Explanation.of(provisioning.explain(name, image
                .orElseThrow(() -> Problem.invalid("Say which image: /nodes/" + name + "/explain?image=NAME."))));
    }

    @Post("/{name}/deploy")
    @Status(HttpStatus.ACCEPTED)
    Job deploy(String name, @Body Deploy body) {
        return provisioning.deploy(name,
                body.image()
                        .orElseThrow(() -> Problem.invalid("'image' is missing: the name of the image to deploy.")));
    }

    @Post("/{name}/undeploy")
    @Status(HttpStatus.ACCEPTED)
    Job undeploy(String name) {
        return provisioning.undeploy(name);
    }

    record Deploy(Optional<String> image) {}

    record Explanation(Optional<String> chosen, String reason, List<NodeView.Said> verdicts) {
        static Explanation of(Decision decision) {
            return new Explanation(decision.chosen(), decision.reason(), NodeView.Said.all(decision.verdicts()));
        }
    }
}
