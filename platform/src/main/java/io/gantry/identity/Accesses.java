package io.gantry.identity;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what a user may act as. Computed anew after each change, so that a role that is taken away is gone at once.
@Singleton
final class Accesses {
    private final UserRecords users;
    private final ProjectRecords projects;
    private final RoleRecords roles;
    private final CredentialRecords credentials;
    private final Known known;
    private final InstantSource clock;

    Accesses(UserRecords users, ProjectRecords projects, RoleRecords roles, CredentialRecords credentials, Known known,
            InstantSource clock) {
        this.users = users;
        this.projects = projects;
        this.roles = roles;
        this.credentials = credentials;
        this.known = known;
        this.clock = clock;
    }

    private record Key(String user, String scope, Optional<String> credential) {}

    Optional<Access> unscoped(String user) {
        return known.get(new Key(user, "", Optional.empty()), Access.class,
                () -> user(user).map(found -> access(found, Scope.Wide.NONE, List.of())));
    }

    Optional<Access> system(String user) {
        return known.get(new Key(user, "system", Optional.empty()), Access.class, () -> user(user).flatMap(found -> {
            var held = held(user, Optional.empty());
            return held.isEmpty() ? Optional.empty() : Optional.of(access(found, Scope.Wide.SYSTEM, held));
        }));
    }

    /// Empty if he has no role in it, or either of them is disabled or gone.
    Optional<Access> project(String user, String project) {
        return known.get(new Key(user, project, Optional.empty()), Access.class,
                () -> user(user).flatMap(found -> projects.find(project)
                        .filter(Project::enabled)
                        .flatMap(within -> within(found, within, held(user, Optional.of(project)), Optional.empty()))));
    }

    /// Through an application credential: only roles that it has and that the user still has.
    Optional<Access> credential(String id) {
        return known.get(new Key("", "", Optional.of(id)), Access.class, () -> credentials.find(id)
                .flatMap(credential -> project(credential.user(), credential.project()).flatMap(all -> {
                    var allowed = names(credential.roles());
                    var left = all.roles().stream().filter(role -> allowed.contains(role.name())).toList();
                    return within(all.user(), all.project().orElseThrow(), left, Optional.of(credential));
                }))).filter(found -> found.credential().filter(this::ended).isEmpty());
    }

    Optional<User> named(String name) {
        return known.get("user " + name, User.class, () -> users.named(name));
    }

    private boolean ended(ApplicationCredential credential) {
        return credential.expires().filter(end -> !end.isAfter(clock.instant())).isPresent();
    }

    private Optional<User> user(String id) {
        return users.find(id).filter(User::enabled);
    }

    private static Optional<Access> within(User user, Project project, List<Role> held,
            Optional<ApplicationCredential> credential) {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        var scope = new Scope.Project(project.id(), project.name());
        return Optional.of(new Access(new Caller(user.id(), user.name(), scope, roleNames(held)), user, held,
                Optional.of(project), credential));
    }

    private static Access access(User user, Scope scope, List<Role> held) {
        return new Access(new Caller(user.id(), user.name(), scope, roleNames(held)), user, held, Optional.empty(),
                Optional.empty());
    }

    private static Set<String> roleNames(List<Role> held) {
        return held.stream().map(Role::name).collect(Collectors.toUnmodifiableSet());
    }

    /// With those that they imply, in the order of their names.
    private List<Role> held(String user, Optional<String> project) {
        var ids = roles.assignmentsOf(user)
                .stream()
                .filter(one -> one.project().equals(project))
                .map(Assignment::role)
                .collect(Collectors.toSet());
        var names = names(ids);
        return roles.list()
                .stream()
                .filter(role -> names.contains(role.name()))
                .sorted(Comparator.comparing(Role::name))
                .toList();
    }

    private Set<String> names(Set<String> ids) {
        return Role.withImplied(
                roles.list()
                        .stream()
                        .filter(role -> ids.contains(role.id()))
                        .map(Role::name)
                        .collect(
                                Collectors.toSet()));
    }
}
