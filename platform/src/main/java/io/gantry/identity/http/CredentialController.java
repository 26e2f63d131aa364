package io.gantry.identity.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.ApplicationCredential;
import io.gantry.identity.ApplicationCredentials;
import io.gantry.identity.Caller;
import io.gantry.identity.Roles;
import io.gantry.identity.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Controller("/identity/v3/users/{user_id}/application_credentials")
@ExecuteOn(TaskExecutors.BLOCKING)
class CredentialController {
    private final ApplicationCredentials credentials;
    private final Roles roles;

    CredentialController(ApplicationCredentials credentials, Roles roles) {
        this.credentials = credentials;
        this.roles = roles;
    }

    @Get
    Map<String, Object> list(Origin origin, @PathVariable("user_id") String user, @QueryValue Optional<String> name) {
        var found = credentials.list(user)
                .stream()
                .filter(one -> name.map(one.name()::equals).orElse(true))
                .map(one -> view(one, Optional.empty(), origin))
                .toList();
        return Lists.of("application_credentials", found, origin, "/users/" + user + "/application_credentials");
    }

    @Get("/{credential_id}")
    Map<String, Object> show(Origin origin, @PathVariable("user_id") String user,
            @PathVariable("credential_id") String id) {
        return Map.of("application_credential", view(credentials.find(user, id), Optional.empty(), origin));
    }

    @Post
    HttpResponse<Map<String, Object>> create(HttpRequest<?> request, Origin origin, Caller caller,
            @PathVariable("user_id") String user, @Body Bodies.ForCredential body) throws InterruptedException {
        mayChange(request);
        var fields = Bodies.required(body.applicationCredential(), "application_credential").checked();
        if (fields.projectId().filter(id -> !id.equals(caller.project())).isPresent()) {
            throw Problem.invalid("project_id is another project than that of the token.");
        }
        var made = credentials.create(caller, new ApplicationCredentials.Wish(fields.name(), fields.description(),
                fields.secret(), fields.expiresAt().map(CredentialController::time), names(fields),
                fields.unrestricted().orElse(false)));
        var view = view(made.credential(), Optional.of(made.secret()), origin);
        return HttpResponse.created(Map.of("application_credential", view), URI.create(origin.of(
                Lists.ROOT + "/users/" + user + "/application_credentials/" + made.credential().id())));
    }

    @Delete("/{credential_id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(HttpRequest<?> request, @PathVariable("user_id") String user,
            @PathVariable("credential_id") String id) {
        mayChange(request);
        credentials.delete(user, id);
    }

    private static void mayChange(HttpRequest<?> request) {
        if (!Marks.session(request).map(Session::unrestricted).orElse(true)) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "A restricted application credential can neither make nor remove application credentials.");
        }
    }

    private static List<String> names(Bodies.CredentialFields fields) {
        return fields.roles()
                .orElse(List.of())
                .stream()
                .map(one -> one.id()
                        .or(one::name)
                        .orElseThrow(
                                () -> Problem.invalid("roles: one has neither id nor name.")))
                .toList();
    }

    /// As clients write it: without a zone it is UTC.
    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Problem.invalid("expires_at is no time in UTC such as 2030-12-31T23:59:59Z.");
        }
    }

    private Views.OfCredential view(ApplicationCredential one, Optional<String> secret, Origin origin) {
        return Views.OfCredential.of(one, secret, roles.list(), origin);
    }
}
