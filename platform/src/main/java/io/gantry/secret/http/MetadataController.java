package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.UserMetadata;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// User metadata of secrets.
@Controller(KeyManagerErrors.PREFIX + "/v1/secrets/{id}/metadata")
@ExecuteOn(TaskExecutors.BLOCKING)
class MetadataController {
    private static final int LONGEST = 255;

    private final UserMetadata metadata;

    MetadataController(UserMetadata metadata) {
        this.metadata = metadata;
    }

    @Get
    Map<String, Object> all(Caller caller, String id) {
        return Map.of("metadata", metadata.all(caller, Refs.id(id, "secret")));
    }

    @Put
    @Status(HttpStatus.CREATED)
    Map<String, String> replace(Caller caller, Origin origin, String id, @Body byte[] body) {
        var secret = Refs.id(id, "secret");
        var given = Fields.of(body, "SecretMetadata", "metadata")
                .object("metadata")
                .orElseThrow(() -> Problem.invalid("'metadata' is a required property of a SecretMetadata."));
        var all = new LinkedHashMap<String, String>();
        given.json().properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw Problem.invalid("Invalid Metadata. Keys and Values must be Strings.");
            }
            all.put(entry.getKey(), entry.getValue().textValue());
        });
        metadata.replace(caller, secret, all);
        return Map.of("metadata_ref", Refs.of(origin).secret(secret) + "/metadata");
    }

    @Post
    HttpResponse<Pair> add(Caller caller, Origin origin, String id, @Body byte[] body) {
        var secret = Refs.id(id, "secret");
        var pair = pair(body);
        var key = metadata.add(caller, secret, pair.key(), pair.value());
        return HttpResponse.created(new Pair(key, pair.value()))
                .header("Location", Refs.of(origin).secret(secret) + "/metadata/" + key);
    }

    @Get("/{key}")
    Pair show(Caller caller, String id, String key) {
        return new Pair(key, metadata.find(caller, Refs.id(id, "secret"), key));
    }

    @Put("/{key}")
    Pair change(Caller caller, String id, String key, @Body byte[] body) {
        var pair = pair(body);
        if (!pair.key().equals(key)) {
            throw Problem.conflict("Key in request data does not match key in the request url.");
        }
        metadata.change(caller, Refs.id(id, "secret"), key, pair.value());
        return pair;
    }

    @Delete("/{key}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void remove(Caller caller, String id, String key) {
        metadata.remove(caller, Refs.id(id, "secret"), key);
    }

    private static Pair pair(byte[] body) {
        var fields = Fields.of(body, "SecretMetadatum", "key", "value");
        var value = fields.text("value", LONGEST)
                .orElseThrow(() -> Problem.invalid("'value' is a required property of a SecretMetadatum."));
        return new Pair(fields.needed("key", LONGEST).toLowerCase(Locale.ROOT), value);
    }

    record Pair(String key, String value) {}
}
