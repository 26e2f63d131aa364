package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.Quotas;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How many things a project may have.
@Controller(KeyManagerErrors.PREFIX + "/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class QuotaController {
    private static final String[] FIELDS = {"secrets", "orders", "containers", "consumers", "cas"};

    private final Quotas quotas;

    QuotaController(Quotas quotas) {
        this.quotas = quotas;
    }

    @Get("/quotas")
    Map<String, Object> effective(Caller caller) {
        return Map.of("quotas", view(quotas.effective(caller.project())));
    }

    @Get("/project-quotas")
    Map<String, Object> list(HttpRequest<?> request, Origin origin) {
        return Paging.page(request, origin, "project_quotas", quotas.list(Paging.window(request)),
                entry -> Map.of("project_id", entry.getKey(), "project_quotas", view(entry.getValue())));
    }

    @Get("/project-quotas/{project}")
    Map<String, Object> show(String project) {
        return Map.of("project_quotas", quotas.find(project)
                .map(QuotaController::view)
                .orElseThrow(() -> Problem.notFound("Project quotas not found: it has none of its own.")));
    }

    @Put("/project-quotas/{project}")
    @Status(HttpStatus.NO_CONTENT)
    void set(String project, @Body byte[] body) {
        if (!project.matches("[0-9A-Za-z-]{1,64}")) {
            throw Problem.invalid("The id of a project has 1 to 64 letters, digits and dashes.");
        }
        var given = Fields.of(body, "Project Quota", "project_quotas")
                .object("project_quotas", FIELDS)
                .orElseThrow(() -> Problem.invalid("'project_quotas' is a required property of a Project Quota."));
        var limits = new EnumMap<Quotas.Kind, Integer>(Quotas.Kind.class);
        for (var kind : Quotas.Kind.values()) {
            given.number(word(kind), Quotas.UNLIMITED, Integer.MAX_VALUE).ifPresent(limit -> limits.put(kind, limit));
        }
        quotas.set(project, limits);
    }

    @Delete("/project-quotas/{project}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void remove(String project) {
        quotas.remove(project);
    }

    /// There are no certificate authorities here, so they have no limit either; clients look for the word.
    private static Map<String, Integer> view(Map<Quotas.Kind, Integer> limits) {
        var view = new LinkedHashMap<String, Integer>();
        limits.forEach((kind, limit) -> view.put(word(kind), limit));
        view.put("cas", Quotas.UNLIMITED);
        return view;
    }

    private static String word(Quotas.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
