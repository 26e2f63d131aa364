package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Domain;
import io.gantry.identity.Session;
import io.gantry.identity.SignIn;
import io.gantry.identity.SignIn.Claim;
import io.gantry.identity.Tokens;
import io.gantry.identity.Wanted;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Controller("/identity/v3/auth/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
class TokenController {
    private final SignIn signIn;
    private final Tokens tokens;
    private final Catalog catalog;

    TokenController(SignIn signIn, Tokens tokens, Catalog catalog) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.catalog = catalog;
    }

    @Post
    HttpResponse<?> issue(HttpRequest<?> request, Origin origin, @Body AuthBody body) throws InterruptedException {
        var auth = body.auth().orElseThrow(() -> missing("auth"));
        var proof = auth.identity().orElseThrow(() -> missing("auth.identity"));
        var methods = proof.methods()
                .filter(all -> all.size() == 1)
                .orElseThrow(() -> Problem.invalid(
                        "auth.identity.methods is a list of one: password, token or application_credential."));
        proof.claim().ifPresent(name -> Marks.claim(request, name));
        var session = session(methods.getFirst(), proof, ScopeBody.read(auth.scope()), Address.of(request));
        Marks.caller(request, session.access().caller());
        return answer(HttpResponse.status(HttpStatus.CREATED), request, origin, session);
    }

    private Session session(String method, AuthBody.Proof proof, Wanted wanted, String address)
            throws InterruptedException {
        return switch (method) {
            case "password" -> password(proof.password()
                    .flatMap(AuthBody.PasswordProof::user)
                    .orElseThrow(
                            () -> missing("auth.identity.password.user")),
                    wanted, address);
            case "token" -> signIn.withToken(proof.token()
                    .flatMap(AuthBody.TokenProof::id)
                    .orElseThrow(
                            () -> missing("auth.identity.token.id")),
                    wanted);
            case "application_credential" -> credential(proof.applicationCredential()
                    .orElseThrow(
                            () -> missing("auth.identity.application_credential")),
                    address);
            default -> throw new Problem(Problem.Kind.UNAUTHENTICATED, "There is no method " + method
                    + "; there are password, token and application_credential.");
        };
    }

    private Session password(AuthBody.WithPassword user, Wanted wanted, String address) throws InterruptedException {
        var password = user.password().orElseThrow(() -> missing("auth.identity.password.user.password"));
        return signIn.withPassword(claim("auth.identity.password.user", user.id(), user.name(), user.domain()),
                password, wanted, address);
    }

    private Session credential(AuthBody.CredentialProof proof, String address) throws InterruptedException {
        var secret = proof.secret().orElseThrow(() -> missing("auth.identity.application_credential.secret"));
        if (proof.id().isPresent()) {
            return signIn.withCredential(proof.id(), Optional.empty(),
                    new Claim(Optional.empty(), Optional.empty()), secret, address);
        }
        var user = proof.user().orElseThrow(() -> missing("auth.identity.application_credential.id"));
        return signIn.withCredential(Optional.empty(), proof.name(),
                claim("auth.identity.application_credential.user", user.id(), user.name(), user.domain()), secret,
                address);
    }

    /// A name in a domain that is not there is nobody's.
    private static Claim claim(String where, Optional<String> id, Optional<String> name,
            Optional<AuthBody.Reference> domain) {
        if (id.isEmpty() && name.isEmpty()) {
            throw missing(where + ".id or .name");
        }
        var known = domain.map(one -> Domain.is(one.id(), one.name())).orElse(true);
        return new Claim(id, known ? name : name.map(text -> text + "@"));
    }

    @Get
    HttpResponse<?> show(HttpRequest<?> request, Origin origin) {
        return answer(HttpResponse.ok(), request, origin, subject(request));
    }

    @Delete
    @Status(HttpStatus.NO_CONTENT)
    void revoke(HttpRequest<?> request) {
        tokens.revoke(subject(request).token());
    }

    private Session subject(HttpRequest<?> request) {
        var text = Optional.ofNullable(request.getHeaders().get(Callers.SUBJECT))
                .orElseThrow(() -> Problem.invalid("The header X-Subject-Token is missing: the token that is meant."));
        return tokens.check(text)
                .orElseThrow(
                        () -> Problem.notFound("The token in X-Subject-Token is not valid, has ended or was revoked."));
    }

    private HttpResponse<?> answer(MutableHttpResponse<?> response, HttpRequest<?> request, Origin origin,
            Session session) {
        Optional<List<Catalog.Entry>> entries = request.getParameters().contains("nocatalog")
                ? Optional.empty()
                : Optional.of(catalog.entries(origin));
        return response.header(Callers.SUBJECT, session.text())
                .header("Vary", Callers.TOKEN)
                .header("Cache-Control", "no-store")
                .body(Map.of("token", TokenView.of(session, entries)));
    }

    private static Problem missing(String field) {
        return Problem.invalid("The body has no " + field + ".");
    }
}
