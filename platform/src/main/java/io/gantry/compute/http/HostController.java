package io.gantry.compute.http;

import io.gantry.compute.ComputeHost;
import io.gantry.compute.Hosts;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The compute hosts and whether guests may be placed there.
@Controller("/gantry/v1/hosts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HostController {
    private final Hosts hosts;

    HostController(Hosts hosts) {
        this.hosts = hosts;
    }

    /// The body that disables a host.
    record Disabling(@Nullable String reason) {}

    @Get
    Map<String, List<ComputeHost>> list() throws InterruptedException {
        return Map.of("hosts", hosts.list());
    }

    @Get("/{name}")
    ComputeHost show(String name) throws InterruptedException {
        return hosts.show(name);
    }

    @Post("/{name}/enable")
    ComputeHost enable(String name) throws InterruptedException {
        return hosts.enable(name);
    }

    @Post("/{name}/disable")
    ComputeHost disable(String name, @Body @Nullable Disabling body) throws InterruptedException {
        return hosts.disable(name, Optional.ofNullable(body).map(Disabling::reason));
    }
}
