package io.gantry.secret.http;

import io.gantry.secret.Secrets;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.UUID;

@Controller("/gantry/v1/secrets")
@ExecuteOn(TaskExecutors.BLOCKING)
class SecretController {
    private final Secrets secrets;

    SecretController(Secrets secrets) {
        this.secrets = secrets;
    }

    @Post
    @Status(HttpStatus.CREATED)
    SecretView store(@Body NewSecret body) throws InterruptedException {
        try (var payload = body.secret()) {
            return SecretView.of(secrets.store(body.requiredName(), payload, body.store()));
        }
    }

    @Get
    SecretView.Page list(Optional<UUID> marker, @QueryValue(defaultValue = "100") int limit) {
        return SecretView.Page.of(secrets.list(marker, limit), limit);
    }

    @Get("/{id}")
    SecretView show(UUID id) {
        return SecretView.of(secrets.find(id));
    }

    @Get("/{id}/payload")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Header(name = "Cache-Control", value = "no-store")
    byte[] payload(UUID id) throws InterruptedException {
        try (var payload = secrets.payload(id)) {
            return payload.bytes();
        }
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(UUID id) throws InterruptedException {
        secrets.delete(id);
    }
}
