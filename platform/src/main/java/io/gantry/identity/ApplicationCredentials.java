package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks after application credentials.
@Singleton
public final class ApplicationCredentials {
    private static final int LONGEST = 255;
    private static final int SECRET_BYTES = 64;

    private final CredentialRecords records;
    private final Roles roles;
    private final Users users;
    private final Passwords passwords;
    private final InstantSource clock;
    private final Known known;

    ApplicationCredentials(CredentialRecords records, Roles roles, Users users, Passwords passwords,
            InstantSource clock, Known known) {
        this.records = records;
        this.roles = roles;
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
        this.known = known;
    }

    /// What is wanted.
    ///
    /// @param roles by id or name; all that the caller has, if none are named
    /// @param secret of the caller's choice, else one is made
    public record Wish(Optional<String> name, Optional<String> description, Optional<String> secret,
            Optional<Instant> expires, List<String> roles, boolean unrestricted) {
        @Override
        public String toString() {
            return "Wish[name=" + name + "]";
        }
    }

    /// A new one, and its secret, which nobody can find out later.
    public record Made(ApplicationCredential credential, String secret) {
        @Override
        public String toString() {
            return "Made[credential=" + credential + "]";
        }
    }

    public List<ApplicationCredential> list(String user) {
        return records.of(users.find(user).id());
    }

    /// @throws Problem NOT_FOUND if that user has none of that id
    public ApplicationCredential find(String user, String id) {
        return records.find(id)
                .filter(one -> one.user().equals(user))
                .orElseThrow(() -> Problem.notFound("User " + user + " has no application credential " + id + "."));
    }

    /// For the project and with no more than the roles of the caller.
    public Made create(Caller caller, Wish wish) throws InterruptedException {
        var project = caller.project();
        if (wish.expires().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw Problem.invalid("expires_at is in the past.");
        }
        var secret = wish.secret().orElseGet(ApplicationCredentials::random);
        var credential = new ApplicationCredential(Ids.next(), caller.user(), project,
                Names.name("application credential", wish.name(), LONGEST), Names.description(wish.description()),
                passwords.hash(secret), roles(caller, wish.roles()), wish.unrestricted(),
                wish.expires().map(end -> end.truncatedTo(ChronoUnit.MICROS)),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!records.add(credential)) {
            throw Problem.conflict("User " + caller.name() + " has an application credential '" + credential.name()
                    + "' already.");
        }
        known.forget();
        return new Made(credential, secret);
    }

    public void delete(String user, String id) {
        records.remove(find(user, id).id());
        known.forget();
    }

    private Set<String> roles(Caller caller, List<String> wanted) {
        var held = roles.list().stream().filter(role -> caller.has(role.name())).toList();
        if (wanted.isEmpty()) {
            return held.stream().map(Role::id).collect(Collectors.toUnmodifiableSet());
        }
        return wanted.stream()
                .map(one -> held.stream()
                        .filter(role -> role.id().equals(one) || role.name().equals(one))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid("roles: user " + caller.name() + " does not have the role "
                                + one + " in this project, so he cannot pass it on.")))
                .map(Role::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String random() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
