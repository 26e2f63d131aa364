package io.gantry.compute.http;

import io.gantry.base.Problem;
import io.gantry.compute.Guests;
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

@Controller("/gantry/v1/guests")
@ExecuteOn(TaskExecutors.BLOCKING)
final class GuestController {
    private final Guests guests;

    GuestController(Guests guests) {
        this.guests = guests;
    }

    @Post
    @Status(HttpStatus.CREATED)
    GuestBody create(@Body GuestRequest request) throws InterruptedException {
        return GuestBody.of(guests.create(request.guest()));
    }

    @Get
    Map<String, List<GuestBody>> list() throws InterruptedException {
        return Map.of("guests", guests.list().stream().map(GuestBody::of).toList());
    }

    @Get("/{name}")
    GuestBody show(String name) throws InterruptedException {
        return GuestBody.of(guests.show(name));
    }

    /// @param lines the last so many; all that is kept without it
    @Get("/{name}/console")
    Map<String, String> console(String name, @QueryValue Optional<Integer> lines) throws InterruptedException {
        if (lines.orElse(0) < 0) {
            throw Problem.invalid("lines: " + lines.get() + " is negative; 0 gives all that is kept");
        }
        return Map.of("console", guests.console(name, lines.orElse(0)));
    }

    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) throws InterruptedException {
        guests.delete(name);
    }

    @Post("/{name}/start")
    GuestBody start(String name) throws InterruptedException {
        return GuestBody.of(guests.start(name));
    }

    @Post("/{name}/pause")
    GuestBody pause(String name) throws InterruptedException {
        return GuestBody.of(guests.pause(name));
    }

    @Post("/{name}/resume")
    GuestBody resume(String name) throws InterruptedException {
        return GuestBody.of(guests.resume(name));
    }

    @Post("/{name}/stop")
    GuestBody stop(String name) throws InterruptedException {
        return GuestBody.of(guests.stop(name));
    }

    @Post("/{name}/migrate")
    @Status(HttpStatus.ACCEPTED)
    Job migrate(String name, @Body MigrateRequest request) throws InterruptedException {
        return guests.migrate(name, request.migration());
    }
}
