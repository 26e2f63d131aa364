package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.server.Servers;
import io.gantry.identity.Caller;
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
import java.util.Map;
import java.util.UUID;

/// `/compute/v2.1/servers/{server}/metadata`.
@Controller(ComputeErrors.V21 + "/servers/{server}/metadata")
@ExecuteOn(TaskExecutors.BLOCKING)
class MetadataController {
    private static final int MOST = 128;

    private final Servers servers;

    MetadataController(Servers servers) {
        this.servers = servers;
    }

    @Get
    ObjectNode list(Caller caller, String server) {
        return answer(servers.find(caller, id(server)).metadata());
    }

    @Post
    ObjectNode add(Caller caller, String server, @Body byte[] bytes) {
        var all = new LinkedHashMap<>(servers.find(caller, id(server)).metadata());
        all.putAll(texts(bytes, "metadata"));
        return put(caller, server, all);
    }

    @Put
    ObjectNode replace(Caller caller, String server, @Body byte[] bytes) {
        return put(caller, server, texts(bytes, "metadata"));
    }

    @Get("/{key}")
    ObjectNode show(Caller caller, String server, String key) {
        return item(key, known(servers.find(caller, id(server)).metadata(), key));
    }

    @Put("/{key}")
    ObjectNode change(Caller caller, String server, String key, @Body byte[] bytes) {
        var set = texts(bytes, "meta");
        if (set.size() != 1 || !set.containsKey(key)) {
            throw Problem.invalid("Request body and URI mismatch: 'meta' has '%s' alone.".formatted(JsonBody.cut(key)));
        }
        var all = new LinkedHashMap<>(servers.find(caller, id(server)).metadata());
        all.putAll(set);
        put(caller, server, all);
        return item(key, known(set, key));
    }

    @Delete("/{key}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String server, String key) {
        var all = new LinkedHashMap<>(servers.find(caller, id(server)).metadata());
        known(all, key);
        all.remove(key);
        put(caller, server, all);
    }

    private ObjectNode put(Caller caller, String server, Map<String, String> all) {
        if (all.size() > MOST) {
            throw Problem.invalid("A server has at most %d items of metadata.".formatted(MOST));
        }
        servers.metadata(caller, id(server), all);
        return answer(all);
    }

    private static String known(Map<String, String> metadata, String key) {
        var value = metadata.get(key);
        if (value == null) {
            throw Problem.notFound("Metadata item was not found: " + JsonBody.cut(key));
        }
        return value;
    }

    private static Map<String, String> texts(byte[] bytes, String name) {
        return Texts.of(JsonBody.of(bytes, "request")
                .only(name)
                .part(name)
                .orElseThrow(() -> Problem.invalid("'" + name + "' is a required property")));
    }

    private static ObjectNode answer(Map<String, String> all) {
        var answer = View.object();
        answer.set("metadata", View.texts(all));
        return answer;
    }

    private static ObjectNode item(String key, String value) {
        var answer = View.object();
        answer.putObject("meta").put(key, value);
        return answer;
    }

    private static UUID id(String text) {
        return JsonBody.known(text, "server");
    }
}
