package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Looks after users.
@Singleton
public final class Users {
    private static final String ADMIN = "admin";
    private static final int LONGEST = 255;

    private final UserRecords records;
    private final ProjectRecords projects;
    private final Passwords passwords;
    private final SignIn signIn;
    private final AdminPassword file;
    private final CloudsFile clouds;
    private final InstantSource clock;
    private final Known known;

    Users(UserRecords records, ProjectRecords projects, Passwords passwords, SignIn signIn, AdminPassword file,
            CloudsFile clouds, InstantSource clock, Known known) {
        this.records = records;
        this.projects = projects;
        this.passwords = passwords;
        this.signIn = signIn;
        this.file = file;
        this.clouds = clouds;
        this.clock = clock;
        this.known = known;
    }

    /// What is said about a user that is made or changed; what is not said stays as it is. Prints no password.
    public record Fields(Optional<String> name, Optional<String> password, Optional<String> description,
            Optional<String> email, Optional<String> defaultProject, Optional<Boolean> enabled) {
        @Override
        public String toString() {
            return "Fields[name=" + name + "]";
        }
    }

    public List<User> list() {
        return records.list();
    }

    /// @throws Problem NOT_FOUND
    public User find(String id) {
        return records.find(id).orElseThrow(() -> Problem.notFound("There is no user " + id + "."));
    }

    /// @throws Problem CONFLICT if there is one of that name
    public User create(Fields fields) throws InterruptedException {
        var name = Names.name("user", fields.name(), LONGEST);
        var hash = fields.password().isPresent()
                ? Optional.of(passwords.hash(fields.password().get()))
                : Optional.<String>empty();
        var user = new User(Ids.next(), name, Names.description(fields.description()), email(fields),
                project(fields.defaultProject()), fields.enabled().orElse(true), hash, 0,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!records.add(user)) {
            throw taken(name);
        }
        known.forget();
        return user;
    }

    /// Another password, or being disabled, makes all his tokens worthless.
    public User update(String id, Fields fields) throws InterruptedException {
        var hash = fields.password().isPresent()
                ? Optional.of(passwords.hash(fields.password().get()))
                : Optional.<String>empty();
        return change(id, old -> {
            var changed = changed(old, fields);
            return hash.map(changed::withPassword).orElse(changed);
        });
    }

    private User changed(User old, Fields fields) {
        var name = fields.name().isPresent() ? Names.name("user", fields.name(), LONGEST) : old.name();
        if (old.name().equals(ADMIN) && !name.equals(ADMIN)) {
            throw new Problem(Problem.Kind.FORBIDDEN, "User admin keeps his name; make another administrator instead.");
        }
        var disabled = old.enabled() && !fields.enabled().orElse(true);
        return new User(old.id(), name, Names.description(fields.description()).or(old::description),
                email(fields).or(old::email), project(fields.defaultProject()).or(old::defaultProject),
                fields.enabled().orElse(old.enabled()), old.password(), old.generation() + (disabled ? 1 : 0),
                old.created());
    }

    /// He changes his own.
    ///
    /// @throws Problem UNAUTHENTICATED if the old one is wrong
    public void changePassword(String id, String from, String to, String address) throws InterruptedException {
        var user = find(id);
        if (!signIn.matches(user, from, address)) {
            throw new Problem(Problem.Kind.UNAUTHENTICATED, "The original password is wrong.");
        }
        var hash = passwords.hash(to);
        change(id, old -> old.withPassword(hash));
    }

    /// With his roles and application credentials.
    public void delete(String id) {
        if (find(id).name().equals(ADMIN)) {
            throw new Problem(Problem.Kind.FORBIDDEN, "User admin stays; disable him if nobody shall be admin.");
        }
        if (!records.remove(id)) {
            throw Problem.notFound("There is no user " + id + ".");
        }
        known.forget();
    }

    /// One at a time: of two changes neither undoes the other.
    private synchronized User change(String id, UnaryOperator<User> change) {
        var old = find(id);
        var user = change.apply(old);
        if (!records.update(user)) {
            throw taken(user.name());
        }
        known.forget();
        if (user.name().equals(ADMIN) && !user.password().equals(old.password())) {
            // They hold a password that does not count any more, and the next start would make it count again.
            file.remove();
            clouds.remove();
        }
        return user;
    }

    private Optional<String> project(Optional<String> id) {
        id.filter(one -> projects.find(one).isEmpty()).ifPresent(one -> {
            throw Problem.invalid("default_project_id: there is no project " + one + ".");
        });
        return id;
    }

    private static Optional<String> email(Fields fields) {
        return Names.text("email", fields.email(), LONGEST);
    }

    private static Problem taken(String name) {
        return Problem.conflict("There is a user '" + name + "' already.");
    }
}
