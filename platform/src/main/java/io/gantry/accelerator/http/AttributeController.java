package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.accelerator.Attribute;
import io.gantry.accelerator.DeviceStates;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
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
import org.jspecify.annotations.Nullable;

/// `/accelerator/v2/attributes`.
@Controller(AcceleratorErrors.PREFIX + "/v2/attributes")
@ExecuteOn(TaskExecutors.BLOCKING)
class AttributeController {
    private final DeviceStates states;

    AttributeController(DeviceStates states) {
        this.states = states;
    }

    @Get
    Map<String, List<View>> list(HttpRequest<?> request, Origin origin) {
        var part = Optional.ofNullable(request.getParameters().get("deployable_id")).map(AttributeController::number);
        var name = Optional.ofNullable(request.getParameters().get("key"));
        return Map.of("attributes", states.attributes(part, name).stream().map(one -> View.of(one, origin)).toList());
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.INVALID, "'deployable_id' is a whole number, as deployables have it.", e);
        }
    }

    @Get("/{id}")
    View show(Origin origin, String id) {
        return View.of(states.attribute(JsonBody.known(id, "attribute")), origin);
    }

    @Post
    @Status(HttpStatus.CREATED)
    View create(Origin origin, @io.micronaut.http.annotation.Body byte[] bytes) {
        var body = JsonBody.of(bytes, "attribute").only("deployable_id", "key", "value", "uuid");
        var part = body.number("deployable_id")
                .orElseThrow(() -> Problem.invalid("'deployable_id' is a required property of a attribute."));
        return View.of(states.add(part, body.needed("key"), body.needed("value")), origin);
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(String id) {
        states.remove(JsonBody.known(id, "attribute"));
    }

    /// An attribute as clients read it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(long id, String uuid, long deployableId, String key, String value, String createdAt,
            @Nullable String updatedAt,
            List<Links> links) {
        static View of(Attribute one, Origin origin) {
            return new View(one.number(), one.id().toString(), one.part(), one.name(), one.content(),
                    Links.time(one.created()), null,
                    Links.of(origin, "attributes", one.id()));
        }
    }
}
