package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks after roles and who has them.
@Singleton
public final class Roles {
    private static final int LONGEST = 255;

    private final RoleRecords records;
    private final UserRecords users;
    private final ProjectRecords projects;
    private final Known known;

    Roles(RoleRecords records, UserRecords users, ProjectRecords projects, Known known) {
        this.records = records;
        this.users = users;
        this.projects = projects;
        this.known = known;
    }

    public List<Role> list() {
        return records.list();
    }

    /// @throws Problem NOT_FOUND
    public Role find(String id) {
        return records.find(id).orElseThrow(() -> Problem.notFound("There is no role " + id + "."));
    }

    /// @throws Problem CONFLICT if there is one of that name
    public Role create(Optional<String> name, Optional<String> description) {
        var role = new Role(Ids.next(), Names.name("role", name, LONGEST), Names.description(description));
        if (!records.add(role)) {
            throw taken(role);
        }
        known.forget();
        return role;
    }

    /// One at a time: of two changes neither undoes the other.
    public synchronized Role update(String id, Optional<String> name, Optional<String> description) {
        var old = find(id);
        var changed = new Role(id, name.isPresent() ? Names.name("role", name, LONGEST) : old.name(),
                Names.description(description).or(old::description));
        if (!changed.name().equals(old.name())) {
            changeable(old);
        }
        if (!records.update(changed)) {
            throw taken(changed);
        }
        known.forget();
        return changed;
    }

    /// Nobody has it any more.
    public void delete(String id) {
        changeable(find(id));
        records.remove(id);
        known.forget();
    }

    /// @throws Problem NOT_FOUND if there is no such user, role or project
    public void grant(Assignment assignment) {
        require(assignment);
        records.assign(assignment);
        known.forget();
    }

    /// @throws Problem NOT_FOUND if he has it not
    public void withdraw(Assignment assignment) {
        require(assignment);
        if (!records.withdraw(assignment)) {
            throw none(assignment);
        }
        known.forget();
    }

    /// @throws Problem NOT_FOUND if he has it not
    public void check(Assignment assignment) {
        require(assignment);
        if (!records.assignmentsOf(assignment.user()).contains(assignment)) {
            throw none(assignment);
        }
    }

    /// The roles of a user for one project, or for the system.
    public List<Role> of(String user, Optional<String> project) {
        requireUser(user);
        project.ifPresent(this::requireProject);
        var ids = records.assignmentsOf(user)
                .stream()
                .filter(one -> one.project().equals(project))
                .map(Assignment::role)
                .collect(Collectors.toSet());
        return records.list().stream().filter(role -> ids.contains(role.id())).toList();
    }

    /// All of everybody.
    public List<Assignment> assignments() {
        return records.assignments();
    }

    /// All of everybody, with those that follow from the order of roles.
    public List<Assignment> effective() {
        var byId = records.list().stream().collect(Collectors.toMap(Role::id, Function.identity()));
        var byName = records.list().stream().collect(Collectors.toMap(Role::name, Function.identity()));
        Set<Assignment> all = new LinkedHashSet<>();
        for (var one : records.assignments()) {
            Optional.ofNullable(byId.get(one.role()))
                    .ifPresent(role -> Role.implied(role.name())
                            .map(name -> Optional.ofNullable(byName.get(name)))
                            .flatMap(Optional::stream)
                            .forEach(implied -> all.add(new Assignment(one.user(), implied.id(), one.project()))));
        }
        return List.copyOf(all);
    }

    private void require(Assignment assignment) {
        requireUser(assignment.user());
        find(assignment.role());
        assignment.project().ifPresent(this::requireProject);
    }

    private void requireUser(String id) {
        if (users.find(id).isEmpty()) {
            throw Problem.notFound("There is no user " + id + ".");
        }
    }

    private void requireProject(String id) {
        if (projects.find(id).isEmpty()) {
            throw Problem.notFound("There is no project " + id + ".");
        }
    }

    private static void changeable(Role role) {
        if (Role.BUILT_IN.contains(role.name())) {
            throw new Problem(Problem.Kind.FORBIDDEN, "The role " + role.name() + " stays: the policy knows it.");
        }
    }

    private static Problem none(Assignment assignment) {
        return Problem.notFound("User " + assignment.user() + " does not have the role " + assignment.role()
                + assignment.project().map(id -> " in project " + id).orElse(" for the system") + ".");
    }

    private static Problem taken(Role role) {
        return Problem.conflict("There is a role '" + role.name() + "' already.");
    }
}
