package io.gantry.identity.http;

import io.gantry.base.Problem;
import io.gantry.identity.Access;
import io.gantry.identity.Caller;
import io.gantry.identity.Scope;
import io.gantry.identity.SignIn;
import io.gantry.identity.Tokens;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.UriRouteMatch;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Finds out who makes a request: by the token in `X-Auth-Token`, else by HTTP Basic.
@Singleton
final class Callers {
    static final String TOKEN = "X-Auth-Token";
    static final String SUBJECT = "X-Subject-Token";
    private static final String BASIC = "basic ";

    private final Tokens tokens;
    private final SignIn signIn;

    Callers(Tokens tokens, SignIn signIn) {
        this.tokens = tokens;
        this.signIn = signIn;
    }

    /// @throws Problem UNAUTHENTICATED if nobody is named or what is offered does not prove it
    Caller of(HttpRequest<?> request) throws InterruptedException {
        var token = request.getHeaders().get(TOKEN);
        if (token != null) {
            var session = tokens.check(token)
                    .orElseThrow(() -> new Problem(Problem.Kind.UNAUTHENTICATED,
                            "The token in X-Auth-Token is not valid, has ended or was revoked; ask for a new one."));
            Marks.session(request, session);
            return session.access().caller();
        }
        var basic = Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(BASIC))
                .orElseThrow(() -> new Problem(Problem.Kind.UNAUTHENTICATED,
                        "Say who you are, with a token in X-Auth-Token or with HTTP Basic."));
        return basic(request, basic.substring(BASIC.length()).strip()).caller();
    }

    private Access basic(HttpRequest<?> request, String encoded) throws InterruptedException {
        try {
            var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            if (colon > 0) {
                Marks.claim(request, text.substring(0, colon));
                return signIn.basic(text.substring(0, colon), text.substring(colon + 1), Address.of(request));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Problem(Problem.Kind.UNAUTHENTICATED, "HTTP Basic is base64 of a name, a colon and a password.");
    }

    /// Whether the request is about the caller himself: the user in its path, else the project in it, else the token that it asks about.
    boolean self(HttpRequest<?> request, UriRouteMatch<?, ?> route) {
        var caller = Marks.caller(request);
        var user = route.getVariableValues().get("user_id");
        var project = route.getVariableValues().get("project_id");
        if (user != null || project != null) {
            return user != null
                    ? caller.map(Caller::user).filter(user::equals).isPresent()
                    : caller.map(Caller::scope)
                            .filter(scope -> scope instanceof Scope.Project own && own.id().equals(project))
                            .isPresent();
        }
        return Optional.ofNullable(request.getHeaders().get(SUBJECT))
                .flatMap(tokens::check)
                .map(subject -> subject.access().user().id())
                .equals(caller.map(Caller::user));
    }
}
