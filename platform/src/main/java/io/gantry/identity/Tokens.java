package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Issues, checks and revokes tokens. Checking one that was seen before needs no table.
@Singleton
public final class Tokens {
    private static final Duration LIFE = Duration.ofHours(1);

    private final TokenFormat format;
    private final Accesses accesses;
    private final ProjectRecords projects;
    private final RevocationRecords revocations;
    private final InstantSource clock;
    private final Map<String, Instant> revoked;

    Tokens(TokenFormat format, Accesses accesses, ProjectRecords projects, RevocationRecords revocations,
            InstantSource clock) {
        this.format = format;
        this.accesses = accesses;
        this.projects = projects;
        this.revocations = revocations;
        this.clock = clock;
        this.revoked = new ConcurrentHashMap<>(revocations.all());
    }

    /// For somebody who proved just now who he is.
    ///
    /// @throws Problem UNAUTHENTICATED if he has no role in what is wanted
    Session issue(User user, String method, Wanted wanted) {
        return issue(access(user, wanted), List.of(method), clock.instant().plus(LIFE), Optional.empty());
    }

    /// For a program with an application credential.
    Session issue(Access access) {
        var most = clock.instant().plus(LIFE);
        var end = access.credential().flatMap(ApplicationCredential::expires).filter(most::isAfter).orElse(most);
        return issue(access, List.of("application_credential"), end, Optional.empty());
    }

    /// From another token, with another scope; it ends when that one does.
    ///
    /// @throws Problem FORBIDDEN if it comes from an application credential, whose scope is fixed
    Session issue(Session from, Wanted wanted) {
        if (from.token().credential().isPresent()) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "A token of an application credential cannot become another one; its scope is fixed.");
        }
        var methods = new ArrayList<>(List.of("token"));
        from.token().methods().stream().filter(method -> !methods.contains(method)).forEach(methods::add);
        return issue(access(from.access().user(), wanted), methods, from.token().expires(),
                Optional.of(from.token().audit()));
    }

    private Session issue(Access access, List<String> methods, Instant expires, Optional<String> parent) {
        var scope = access.caller().scope();
        var token = new Token(access.user().id(), access.user().generation(), methods, scope == Scope.Wide.SYSTEM,
                access.project().map(Project::id), access.credential().map(ApplicationCredential::id),
                clock.instant().truncatedTo(ChronoUnit.MICROS), expires.truncatedTo(ChronoUnit.MICROS), Ids.next(),
                parent);
        return new Session(format.write(token), token, access);
    }

    /// What it allows now; empty if it is none of ours, has ended, was revoked, or whoever it is for has lost what it is for.
    public Optional<Session> check(String text) {
        return format.read(text)
                .filter(token -> token.expires().isAfter(clock.instant()) && !revoked.containsKey(token.audit()))
                .flatMap(token -> access(token)
                        .filter(access -> access.user().generation() == token.generation())
                        .map(access -> new Session(text, token, access)));
    }

    /// From now on it is of no use.
    public void revoke(Token token) {
        var now = clock.instant();
        revocations.removeEnded(now);
        revoked.values().removeIf(end -> end.isBefore(now));
        revocations.add(token.audit(), token.expires());
        revoked.put(token.audit(), token.expires());
    }

    private Optional<Access> access(Token token) {
        if (token.credential().isPresent()) {
            return accesses.credential(token.credential().get());
        }
        if (token.project().isPresent()) {
            return accesses.project(token.user(), token.project().get());
        }
        return token.system() ? accesses.system(token.user()) : accesses.unscoped(token.user());
    }

    private Access access(User user, Wanted wanted) {
        var found = switch (wanted) {
            case Wanted.OfProject project -> project(project).flatMap(id -> accesses.project(user.id(), id));
            case Wanted.Plain.SYSTEM -> accesses.system(user.id());
            case Wanted.Plain.UNSCOPED -> accesses.unscoped(user.id());
            case Wanted.Plain.UNSAID -> user.defaultProject()
                    .flatMap(id -> accesses.project(user.id(), id))
                    .or(() -> accesses.unscoped(user.id()));
        };
        return found.orElseThrow(() -> new Problem(Problem.Kind.UNAUTHENTICATED,
                "User " + user.name()
                        + " has no role in the scope that is asked for, or it is not there or disabled."));
    }

    private Optional<String> project(Wanted.OfProject wanted) {
        return wanted.id().or(() -> wanted.name().flatMap(projects::named).map(Project::id));
    }
}
