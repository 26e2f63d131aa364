package io.gantry.secret.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gantry.base.Origin;
import io.gantry.identity.Caller;
import io.gantry.secret.Acl;
import io.gantry.secret.Acls;
import io.gantry.secret.Acls.Kind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Access lists of secrets and containers.
@Controller(KeyManagerErrors.PREFIX + "/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class AclController {
    private static final String SECRET = "/secrets/{id}/acl";
    private static final String CONTAINER = "/containers/{id}/acl";

    private final Acls acls;

    AclController(Acls acls) {
        this.acls = acls;
    }

    @Get(uris = {SECRET, CONTAINER})
    Map<String, Read> show(Caller caller, HttpRequest<?> request, String id) {
        return Map.of("read", acls.find(caller, kind(request), id(request, id))
                .map(Read::of)
                .orElse(new Read(true, null, null, null)));
    }

    /// In place of what there was; what is left out takes its default.
    @Put(uris = {SECRET, CONTAINER})
    Map<String, String> replace(Caller caller, HttpRequest<?> request, Origin origin, String id, @Body byte[] body) {
        var read = read(body);
        acls.put(caller, kind(request), id(request, id), read.flatMap(fields -> fields.flag("project-access"))
                .or(() -> Optional.of(true)), read.flatMap(AclController::users).or(() -> Optional.of(Set.of())));
        return ref(request, origin, id);
    }

    /// What is left out stays as it is.
    @Patch(uris = {SECRET, CONTAINER})
    Map<String, String> change(Caller caller, HttpRequest<?> request, Origin origin, String id, @Body byte[] body) {
        var read = read(body);
        acls.put(caller, kind(request), id(request, id), read.flatMap(fields -> fields.flag("project-access")),
                read.flatMap(AclController::users));
        return ref(request, origin, id);
    }

    @Delete(uris = {SECRET, CONTAINER})
    @Consumes(MediaType.ALL)
    HttpResponse<?> remove(Caller caller, HttpRequest<?> request, String id) {
        acls.remove(caller, kind(request), id(request, id));
        return HttpResponse.ok();
    }

    private static Optional<Fields> read(byte[] body) {
        return Fields.of(body, "ACL", "read").object("read", "users", "project-access");
    }

    private static Optional<Set<String>> users(Fields read) {
        return read.texts("users").map(LinkedHashSet::new);
    }

    private static Map<String, String> ref(HttpRequest<?> request, Origin origin, String id) {
        var what = kind(request) == Kind.SECRET ? "secrets" : "containers";
        return Map.of("acl_ref", Refs.of(origin).to(what, id(request, id)) + "/acl");
    }

    private static Kind kind(HttpRequest<?> request) {
        return request.getPath().startsWith(KeyManagerErrors.PREFIX + "/v1/secrets/") ? Kind.SECRET : Kind.CONTAINER;
    }

    private static UUID id(HttpRequest<?> request, String text) {
        return Refs.id(text, kind(request) == Kind.SECRET ? "secret" : "container");
    }

    /// @param users and the times are left out where nothing was said expressly
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Read(@JsonProperty("project-access") boolean projectAccess, @Nullable List<String> users,
            @Nullable String created, @Nullable String updated) {
        static Read of(Acl acl) {
            return new Read(acl.projectAccess(), List.copyOf(acl.readers()), Times.shown(acl.created()),
                    Times.shown(acl.updated()));
        }
    }
}
