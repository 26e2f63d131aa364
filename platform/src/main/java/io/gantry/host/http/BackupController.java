package io.gantry.host.http;

import io.gantry.host.store.Backup;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

@Controller("/gantry/v1/database/backup")
@ExecuteOn(TaskExecutors.BLOCKING)
class BackupController {
    private final Backup backup;

    BackupController(Backup backup) {
        this.backup = backup;
    }

    @Get
    @Produces("application/sql")
    StreamedFile backup() {
        return new StreamedFile(backup.open(), MediaType.of("application/sql")).attach("gantry.sql");
    }
}
