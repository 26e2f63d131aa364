package io.gantry.compute.http;

import io.gantry.compute.migration.Migrations;
import io.gantry.job.Job;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// The migration of a guest that is under way.
@Controller("/gantry/v1/guests/{name}/migration")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MigrationController {
    private final Migrations migrations;

    MigrationController(Migrations migrations) {
        this.migrations = migrations;
    }

    @Post("/switch-over")
    @Status(HttpStatus.ACCEPTED)
    Job switchOver(String name) {
        return migrations.forceComplete(name);
    }
}
