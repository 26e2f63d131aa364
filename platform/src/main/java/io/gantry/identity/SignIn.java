package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Lets in who proves who he is.
@Singleton
public final class SignIn {
    private final Accesses accesses;
    private final UserRecords users;
    private final CredentialRecords credentials;
    private final RoleRecords roles;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Tokens tokens;

    SignIn(Accesses accesses, UserRecords users, CredentialRecords credentials, RoleRecords roles, Passwords passwords,
            Attempts attempts, Tokens tokens) {
        this.accesses = accesses;
        this.users = users;
        this.credentials = credentials;
        this.roles = roles;
        this.passwords = passwords;
        this.attempts = attempts;
        this.tokens = tokens;
    }

    /// Who somebody says he is.
    ///
    /// @param id of the user, or
    /// @param name one of both
    public record Claim(Optional<String> id, Optional<String> name) {}

    /// With a password, for a token.
    ///
    /// @param address from which he asks
    /// @throws Problem UNAUTHENTICATED if it is wrong, whatever is wrong with it
    public Session withPassword(Claim claim, String password, Wanted wanted, String address)
            throws InterruptedException {
        return tokens.issue(user(claim, password, address), "password", wanted);
    }

    /// With an application credential, for a token.
    ///
    /// @param id of the credential, or
    /// @param name of it and
    /// @param owner its user
    public Session withCredential(Optional<String> id, Optional<String> name, Claim owner, String secret,
            String address) throws InterruptedException {
        var found = id.flatMap(credentials::find)
                .or(() -> find(owner).flatMap(user -> name.flatMap(called -> credentials.of(user.id())
                        .stream()
                        .filter(one -> one.name().equals(called))
                        .findFirst())));
        var who = "credential " + id.or(() -> name).orElse("");
        var right = matches(who, address, secret, found.map(ApplicationCredential::secret));
        return tokens.issue(found.filter(_ -> right)
                .flatMap(one -> accesses.credential(one.id()))
                .orElseThrow(SignIn::wrong));
    }

    /// With a token, for another one.
    public Session withToken(String text, Wanted wanted) {
        return tokens.issue(tokens.check(text).orElseThrow(SignIn::wrong), wanted);
    }

    /// With HTTP Basic, for one request. The scope is the user's default project, else his only project, else the system, else nothing.
    public Access basic(String name, String password, String address) throws InterruptedException {
        var user = user(new Claim(Optional.empty(), Optional.of(name)), password, address);
        return user.defaultProject()
                .flatMap(project -> accesses.project(user.id(), project))
                .or(() -> onlyProject(user).flatMap(project -> accesses.project(user.id(), project)))
                .or(() -> accesses.system(user.id()))
                .or(() -> accesses.unscoped(user.id()))
                .orElseThrow(SignIn::wrong);
    }

    /// Whether that is the password of that user; counts as an attempt to sign in.
    boolean matches(User user, String password, String address) throws InterruptedException {
        return matches(user.id(), address, password, user.password());
    }

    private User user(Claim claim, String password, String address) throws InterruptedException {
        var user = find(claim);
        var who = user.map(User::id).or(claim::id).or(claim::name).orElse("");
        var right = matches(who, address, password, user.flatMap(User::password));
        return user.filter(found -> right && found.enabled()).orElseThrow(SignIn::wrong);
    }

    /// Who knows the right password is not kept waiting by the guesses of others, as long as it is remembered to be right.
    private boolean matches(String who, String address, String password, Optional<String> hash)
            throws InterruptedException {
        return passwords.remembers(password, hash)
                || attempts.matches(who, address, () -> passwords.matches(password, hash));
    }

    private Optional<User> find(Claim claim) {
        return claim.id().flatMap(users::find).or(() -> claim.name().flatMap(accesses::named));
    }

    private Optional<String> onlyProject(User user) {
        var all = roles.assignmentsOf(user.id())
                .stream()
                .map(Assignment::project)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private static Problem wrong() {
        return new Problem(Problem.Kind.UNAUTHENTICATED,
                "Wrong user, password or secret, or he may not sign in. The audit trail knows more.");
    }
}
