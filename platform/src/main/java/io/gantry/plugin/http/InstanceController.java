package io.gantry.plugin.http;

import io.gantry.base.Problem;
import io.gantry.plugin.Document;
import io.gantry.plugin.DriverEntry;
import io.gantry.plugin.InstanceStatus;
import io.gantry.plugin.Instances;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Driver instances: how they are, and switching them on and off.
@Controller("/gantry/v1/instances")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InstanceController {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int CONCURRENCY = 64;

    private final Instances instances;

    InstanceController(Instances instances) {
        this.instances = instances;
    }

    @Introspected
    record Attempt(@Nullable String driver, @Nullable Map<String, Object> options) {}

    @Get
    Map<String, List<InstanceStatus>> list() {
        return Map.of("instances", instances.list());
    }

    @Get("/{name}")
    InstanceStatus get(String name) {
        return instances.status(name);
    }

    @Put("/{name}")
    InstanceStatus attempt(String name, @Body Attempt attempt) throws InterruptedException {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw Problem.invalid("the name of a driver instance is lower case letters, digits and dashes, at most 64");
        }
        if (attempt.driver() == null) {
            throw Problem.invalid("the field driver is missing: the id of the driver to try");
        }
        var options = attempt.options() == null ? Map.<String, Object>of() : attempt.options();
        return instances.attempt(new DriverEntry(name, attempt.driver(), true, false, DEADLINE, CONCURRENCY,
                Optional.empty(), Document.of(options), "options", 1, 1));
    }

    @Post("/{name}/enable")
    InstanceStatus enable(String name) throws InterruptedException {
        return instances.enable(name);
    }

    @Post("/{name}/disable")
    InstanceStatus disable(String name) throws InterruptedException {
        return instances.disable(name);
    }

    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) throws InterruptedException {
        instances.delete(name);
    }
}
