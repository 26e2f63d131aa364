package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Looks after projects.
@Singleton
public final class Projects {
    private static final int LONGEST = 64;
    private static final String ADMIN = "admin";

    private final ProjectRecords records;
    private final RoleRecords roles;
    private final InstantSource clock;
    private final Known known;
    private final List<Belongings> belongings;

    Projects(ProjectRecords records, RoleRecords roles, InstantSource clock, Known known,
            List<Belongings> belongings) {
        this.belongings = belongings;
        this.records = records;
        this.roles = roles;
        this.clock = clock;
        this.known = known;
    }

    /// What is said about a project that is made or changed; what is not said stays as it is.
    public record Fields(Optional<String> name, Optional<String> description, Optional<Boolean> enabled) {}

    public List<Project> list() {
        return records.list();
    }

    /// Those in which the user has a role and which are enabled.
    public List<Project> of(String user) {
        var ids = roles.assignmentsOf(user)
                .stream()
                .flatMap(one -> one.project().stream())
                .collect(Collectors.toSet());
        return list().stream().filter(project -> project.enabled() && ids.contains(project.id())).toList();
    }

    /// @throws Problem NOT_FOUND
    public Project find(String id) {
        return records.find(id).orElseThrow(() -> Problem.notFound("There is no project " + id + "."));
    }

    /// @throws Problem CONFLICT if there is one of that name
    public Project create(Fields fields) {
        var project = new Project(Ids.next(), Names.name("project", fields.name(), LONGEST),
                Names.description(fields.description()), fields.enabled().orElse(true),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!records.add(project)) {
            throw taken(project);
        }
        known.forget();
        return project;
    }

    /// One at a time: of two changes neither undoes the other.
    public synchronized Project update(String id, Fields fields) {
        var old = find(id);
        var name = fields.name().isPresent() ? Names.name("project", fields.name(), LONGEST) : old.name();
        if (old.name().equals(ADMIN) && !name.equals(ADMIN)) {
            throw new Problem(Problem.Kind.FORBIDDEN, "The project admin keeps its name; make another one instead.");
        }
        var changed = new Project(id, name, Names.description(fields.description()).or(old::description),
                fields.enabled().orElse(old.enabled()), old.created());
        if (!records.update(changed)) {
            throw taken(changed);
        }
        known.forget();
        return changed;
    }

    /// With the roles and application credentials for it.
    ///
    /// @throws Problem CONFLICT while it has anything else
    public void delete(String id) {
        if (find(id).name().equals(ADMIN)) {
            throw new Problem(Problem.Kind.FORBIDDEN, "The project admin stays; user admin works in it.");
        }
        var left = belongings.stream().flatMap(feature -> feature.of(id).stream()).toList();
        if (!left.isEmpty()) {
            throw Problem.conflict("Project %s still has %s. Delete these first, as somebody who has a role in it."
                    .formatted(id, String.join(", ", left)));
        }
        if (!records.remove(id)) {
            throw Problem.notFound("There is no project " + id + ".");
        }
        known.forget();
    }

    private static Problem taken(Project project) {
        return Problem.conflict("There is a project '" + project.name() + "' already.");
    }
}
