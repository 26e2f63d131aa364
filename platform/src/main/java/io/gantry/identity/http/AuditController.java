package io.gantry.identity.http;

import io.gantry.base.Problem;
import io.gantry.identity.Audit;
import io.gantry.identity.AuditEntry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

@Controller("/gantry/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditController {
    private static final int MOST = 1000;

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    record Page(List<AuditEntry> entries) {}

    /// Oldest first, from the one after number `after`; without that the newest.
    @Get
    Page list(@QueryValue Optional<Long> after, @QueryValue(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST || after.orElse(0L) < 0) {
            throw Problem.invalid("limit is 1 to " + MOST + ", after is a number of a row, or 0.");
        }
        return new Page(after.map(number -> audit.after(number, limit)).orElseGet(() -> audit.newest(limit)));
    }
}
