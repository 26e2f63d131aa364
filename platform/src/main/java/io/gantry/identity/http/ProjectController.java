package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.identity.Domain;
import io.gantry.identity.Project;
import io.gantry.identity.Projects;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

@Controller("/identity/v3/projects")
@ExecuteOn(TaskExecutors.BLOCKING)
class ProjectController {
    private final Projects projects;

    ProjectController(Projects projects) {
        this.projects = projects;
    }

    @Get
    Map<String, Object> list(Origin origin, @QueryValue Optional<String> name,
            @QueryValue("domain_id") Optional<String> domain, @QueryValue("parent_id") Optional<String> parent,
            @QueryValue Optional<Boolean> enabled) {
        var found = projects.list()
                .stream()
                .filter(one -> name.map(one.name()::equals).orElse(true))
                .filter(one -> enabled.map(wanted -> wanted == one.enabled()).orElse(true))
                .filter(_ -> Domain.is(domain, Optional.empty()) && Domain.is(parent, Optional.empty()))
                .map(one -> Views.OfProject.of(one, origin))
                .toList();
        return Lists.of("projects", found, origin, "/projects");
    }

    @Get("/{project_id}")
    Map<String, Object> show(Origin origin, @PathVariable("project_id") String id) {
        return answer(projects.find(id), origin);
    }

    @Post
    HttpResponse<Map<String, Object>> create(Origin origin, @Body Bodies.ForProject body) {
        var made = projects.create(Bodies.required(body.project(), "project").fields());
        return HttpResponse.created(answer(made, origin), URI.create(origin.of(Lists.ROOT + "/projects/" + made.id())));
    }

    @Patch("/{project_id}")
    Map<String, Object> update(Origin origin, @PathVariable("project_id") String id, @Body Bodies.ForProject body) {
        return answer(projects.update(id, Bodies.required(body.project(), "project").fields()), origin);
    }

    @Delete("/{project_id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("project_id") String id) {
        projects.delete(id);
    }

    private static Map<String, Object> answer(Project project, Origin origin) {
        return Map.of("project", Views.OfProject.of(project, origin));
    }
}
