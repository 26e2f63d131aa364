package io.gantry.compute.http;

import io.gantry.compute.drain.DrainMove;
import io.gantry.compute.drain.DrainWish;
import io.gantry.compute.drain.Drains;
import io.gantry.job.Job;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Emptying a compute host.
@Controller("/gantry/v1/hosts/{name}/drain")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DrainController {
    private final Drains drains;

    DrainController(Drains drains) {
        this.drains = drains;
    }

    /// The body that asks for it; what it leaves out is the operator's choice.
    record DrainRequest(@Nullable List<String> to, @Nullable Integer concurrent, @Nullable Long bytesPerSecond) {
        DrainWish wish() {
            return new DrainWish(to == null ? List.of() : to, Optional.ofNullable(concurrent),
                    Optional.ofNullable(bytesPerSecond));
        }
    }

    @Post
    @Status(HttpStatus.ACCEPTED)
    Job drain(String name, @Body DrainRequest request) throws InterruptedException {
        return drains.drain(name, request.wish());
    }

    @Post("/plan")
    Map<String, List<DrainMove>> plan(String name, @Body DrainRequest request) throws InterruptedException {
        return Map.of("moves", drains.plan(name, request.wish()));
    }

    @Get
    Drains.Report report(String name) {
        return drains.report(name);
    }
}
