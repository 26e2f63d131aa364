package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.Consumers;
import io.gantry.secret.Content;
import io.gantry.secret.ContentType;
import io.gantry.secret.KeptSecret;
import io.gantry.secret.Secrets;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/key-manager/v1/secrets`.
@Controller(KeyManagerErrors.PREFIX + "/v1/secrets")
@ExecuteOn(TaskExecutors.BLOCKING)
class SecretController {
    private final Secrets secrets;
    private final Consumers consumers;

    SecretController(Secrets secrets, Consumers consumers) {
        this.secrets = secrets;
        this.consumers = consumers;
    }

    @Post
    HttpResponse<Map<String, String>> create(Caller caller, Origin origin, @Body byte[] body)
            throws InterruptedException {
        var fields = Fields.of(body, "Secret", NewSecret.FIELDS);
        var about = NewSecret.description(fields);
        var content = NewSecret.content(fields);
        try {
            var ref = Refs.of(origin).secret(secrets.create(caller, about, content).id());
            return HttpResponse.created(Map.of("secret_ref", ref)).header("Location", ref);
        } finally {
            content.ifPresent(Content::close);
        }
    }

    @Get
    Map<String, Object> list(Caller caller, HttpRequest<?> request, Origin origin) {
        var refs = Refs.of(origin);
        var found = secrets.search(SecretFilters.query(caller, request));
        if (Microversion.of(request) == 0) {
            return Paging.page(request, origin, "secrets", found, secret -> SecretView.of(secret, null, refs));
        }
        var users = consumers.of(found.items());
        return Paging.page(request, origin, "secrets", found,
                secret -> SecretView.of(secret, users.getOrDefault(secret.id(), List.of()), refs));
    }

    /// What is known of the secret; its payload for clients of old that ask for anything but JSON.
    @Get("/{id}")
    @Produces(MediaType.ALL)
    HttpResponse<?> show(Caller caller, HttpRequest<?> request, Origin origin, String id) throws InterruptedException {
        var secret = secrets.find(caller, Refs.id(id, "secret"));
        if (!Accepted.json(request)) {
            return payload(secret, request);
        }
        var users = Microversion.of(request) == 0
                ? null
                : consumers.of(List.of(secret)).getOrDefault(secret.id(), List.of());
        return HttpResponse.ok(SecretView.of(secret, users, Refs.of(origin)))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Get("/{id}/payload")
    @Produces(MediaType.ALL)
    HttpResponse<?> payload(Caller caller, HttpRequest<?> request, String id) throws InterruptedException {
        return payload(secrets.find(caller, Refs.id(id, "secret")), request);
    }

    private HttpResponse<?> payload(KeptSecret secret, HttpRequest<?> request) throws InterruptedException {
        try (var content = secrets.payload(secret)) {
            var type = Accepted.type(request, content);
            return HttpResponse.ok(content.secret().bytes())
                    .contentType(type == ContentType.TEXT ? "text/plain; charset=utf-8" : type.word())
                    .header("Cache-Control", "no-store");
        }
    }

    /// The second step: the payload as it is, or in base64 if a header says so.
    @Put("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void upload(Caller caller, HttpRequest<?> request, String id, @Body byte @Nullable [] body)
            throws InterruptedException {
        var type = request.getContentType()
                .flatMap(given -> ContentType.of(given.toString()))
                .filter(known -> known != ContentType.PKCS8)
                .orElseThrow(() -> new Problem(Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
                        "Unexpected content type. Expected content types are: application/octet-stream, text/plain."));
        if (body == null || body.length == 0) {
            throw Problem.invalid("No data supplied to process: the body is the payload.");
        }
        try (var content = NewSecret.content(plain(request, body), type)) {
            secrets.upload(caller, Refs.id(id, "secret"), content);
        }
    }

    private static byte[] plain(HttpRequest<?> request, byte[] body) {
        var encoding = request.getHeaders().get("Content-Encoding");
        if (encoding == null) {
            return body;
        }
        if (!encoding.strip().equalsIgnoreCase("base64")) {
            throw Problem.invalid("The header Content-Encoding is base64 or is left out.");
        }
        return NewSecret.decoded(new String(body, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, HttpRequest<?> request, String id) throws InterruptedException {
        var force = Boolean.parseBoolean(request.getParameters().get("force"));
        secrets.delete(caller, Refs.id(id, "secret"), force);
    }
}
