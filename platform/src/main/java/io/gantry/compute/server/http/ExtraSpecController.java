package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.server.Flavors;
import io.gantry.identity.Caller;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/// `/compute/v2.1/flavors/{flavor}/os-extra_specs`.
@Controller(ComputeErrors.V21 + "/flavors/{flavor}/os-extra_specs")
@ExecuteOn(TaskExecutors.BLOCKING)
class ExtraSpecController {
    private final Flavors flavors;

    ExtraSpecController(Flavors flavors) {
        this.flavors = flavors;
    }

    @Get
    ObjectNode list(Caller caller, String flavor) {
        var answer = View.object();
        answer.set("extra_specs", View.texts(flavors.find(caller, flavor).extra()));
        return answer;
    }

    @Post
    ObjectNode set(Caller caller, String flavor, @Body byte[] bytes) {
        var specs = JsonBody.of(bytes, "request")
                .only("extra_specs")
                .part("extra_specs")
                .orElseThrow(() -> Problem.invalid("'extra_specs' is a required property"));
        var set = Texts.of(specs);
        flavors.set(flavors.find(caller, flavor), set);
        var answer = View.object();
        answer.set("extra_specs", View.texts(set));
        return answer;
    }

    @Get("/{key}")
    ObjectNode show(Caller caller, String flavor, String key) {
        var known = flavors.find(caller, flavor).extra();
        if (!known.containsKey(key)) {
            throw Problem.notFound("Flavor %s has no extra specs with key %s.".formatted(JsonBody.cut(flavor),
                    JsonBody.cut(key)));
        }
        return View.object().put(key, known.get(key));
    }

    @Put("/{key}")
    ObjectNode change(Caller caller, String flavor, String key, @Body byte[] bytes) {
        var set = Texts.of(JsonBody.of(bytes, "request").only(key));
        if (!set.containsKey(key)) {
            throw Problem.invalid("Request body and URI mismatch: it has no '" + JsonBody.cut(key) + "'.");
        }
        flavors.set(flavors.find(caller, flavor), Map.of(key, set.get(key)));
        return View.texts(set);
    }

    @Delete("/{key}")
    @Consumes(MediaType.ALL)
    void remove(Caller caller, String flavor, String key) {
        flavors.unset(flavors.find(caller, flavor), key);
    }
}
