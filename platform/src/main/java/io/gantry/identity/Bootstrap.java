package io.gantry.identity;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what a host cannot do without: the roles, and `admin` with his project. Does it again for whatever of that is gone.
@Singleton
public final class Bootstrap {
    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);
    private static final String ADMIN = "admin";

    private final UserRecords users;
    private final ProjectRecords projects;
    private final RoleRecords roles;
    private final AdminPassword file;
    private final Passwords passwords;
    private final InstantSource clock;
    private final Known known;

    Bootstrap(UserRecords users, ProjectRecords projects, RoleRecords roles, AdminPassword file, Passwords passwords,
            InstantSource clock, Known known) {
        this.users = users;
        this.projects = projects;
        this.roles = roles;
        this.file = file;
        this.passwords = passwords;
        this.clock = clock;
        this.known = known;
    }

    /// The first start makes everything. A later one, where the file with the password of `admin` lies and holds another than his, lets
    /// him in again: that password, enabled, with his role.
    public void run() throws InterruptedException {
        var present = roles.list().stream().map(Role::name).toList();
        Role.BUILT_IN.stream()
                .filter(name -> !present.contains(name))
                .forEach(name -> roles.add(new Role(Ids.next(), name, Optional.empty())));
        var admin = users.named(ADMIN);
        if (admin.isEmpty()) {
            grant(make(file.readOrMake()));
        } else {
            var password = file.read();
            if (password.isPresent() && !passwords.matches(password.get(), admin.get().password())) {
                recover(admin.get(), password.get());
            }
        }
        known.forget();
    }

    private User make(String password) throws InterruptedException {
        var user = new User(Ids.next(), ADMIN, Optional.empty(), Optional.empty(), Optional.of(project().id()), true,
                Optional.of(passwords.hash(password)), 0, clock.instant().truncatedTo(ChronoUnit.MICROS));
        users.add(user);
        return user;
    }

    private void recover(User admin, String password) throws InterruptedException {
        users.update(new User(admin.id(), ADMIN, admin.description(), admin.email(), Optional.of(project().id()), true,
                Optional.of(passwords.hash(password)), admin.generation() + 1, admin.created()));
        grant(admin);
        log.warn("user admin has the password in {} now", file.file());
    }

    private Project project() {
        return projects.named(ADMIN).orElseGet(() -> {
            var made = new Project(Ids.next(), ADMIN, Optional.empty(), true,
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            projects.add(made);
            return made;
        });
    }

    private void grant(User admin) {
        var role = roles.list().stream().filter(one -> one.name().equals(ADMIN)).findFirst().orElseThrow();
        roles.assign(new Assignment(admin.id(), role.id(), Optional.empty()));
        roles.assign(new Assignment(admin.id(), role.id(), Optional.of(project().id())));
    }
}
