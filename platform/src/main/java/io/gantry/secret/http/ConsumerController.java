package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.identity.Caller;
import io.gantry.secret.Consumer;
import io.gantry.secret.Consumers;
import io.gantry.secret.KeptSecret;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;

/// Who needs a secret.
@Controller(KeyManagerErrors.PREFIX + "/v1/secrets/{id}/consumers")
@ExecuteOn(TaskExecutors.BLOCKING)
class ConsumerController {
    private static final int LONGEST = 255;

    private final Consumers consumers;

    ConsumerController(Consumers consumers) {
        this.consumers = consumers;
    }

    @Get
    Map<String, Object> list(Caller caller, HttpRequest<?> request, Origin origin, String id) {
        return Paging.page(request, origin, "consumers",
                consumers.list(caller, Refs.id(id, "secret"), Paging.window(request)), View::of);
    }

    @Post
    HttpResponse<SecretView> add(Caller caller, Origin origin, String id, @Body byte[] body)
            throws InterruptedException {
        var fields = fields(body);
        var secret = consumers.add(caller, Refs.id(id, "secret"), fields.needed("service", LONGEST),
                fields.needed("resource_type", LONGEST), fields.needed("resource_id", LONGEST));
        return HttpResponse.ok(view(origin, secret))
                .header("Location", Refs.of(origin).secret(secret.id()) + "/consumers");
    }

    @Delete
    SecretView remove(Caller caller, Origin origin, String id, @Body byte[] body) {
        var fields = fields(body);
        return view(origin, consumers.remove(caller, Refs.id(id, "secret"), fields.needed("service", LONGEST),
                fields.needed("resource_type", LONGEST), fields.needed("resource_id", LONGEST)));
    }

    private SecretView view(Origin origin, KeptSecret secret) {
        var users = consumers.of(List.of(secret)).getOrDefault(secret.id(), List.of());
        return SecretView.of(secret, users, Refs.of(origin));
    }

    private static Fields fields(byte[] body) {
        return Fields.of(body, "Secret Consumer", "service", "resource_type", "resource_id");
    }

    record View(String service, String resourceType, String resourceId, String status, String created,
            String updated) {
        static View of(Consumer consumer) {
            var since = Times.shown(consumer.created());
            return new View(consumer.service(), consumer.resourceType(), consumer.resourceId(), "ACTIVE", since,
                    since);
        }
    }
}
