package io.gantry.secret.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.KeyStores;
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
import org.jspecify.annotations.Nullable;

/// The key stores, in the words of the key-manager API.
@Controller(KeyManagerErrors.PREFIX + "/v1/secret-stores")
@ExecuteOn(TaskExecutors.BLOCKING)
class SecretStoreController {
    private final KeyStores stores;

    SecretStoreController(KeyStores stores) {
        this.stores = stores;
    }

    @Get
    Map<String, List<View>> list(Origin origin) {
        return Map.of("secret_stores", stores.names().stream().map(name -> view(origin, name)).toList());
    }

    @Get("/global-default")
    View globalDefault(Origin origin) {
        return stores.names()
                .stream()
                .findFirst()
                .map(name -> view(origin, name))
                .orElseThrow(() -> Problem.notFound("Not Found. Secret store not found: none is open."));
    }

    @Get("/preferred")
    View preferred(Caller caller, Origin origin) {
        return stores.preferred(caller.project())
                .map(name -> view(origin, name))
                .orElseThrow(() -> Problem.notFound(
                        "Not Found. No preferred secret store defined for this project."));
    }

    @Get("/{id}")
    View show(Origin origin, String id) {
        return view(origin, name(id));
    }

    @Post("/{id}/preferred")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void prefer(Caller caller, String id) {
        stores.prefer(caller.project(), name(id));
    }

    @Delete("/{id}/preferred")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void unprefer(Caller caller, String id) {
        stores.unprefer(caller.project(), name(id));
    }

    private String name(String id) {
        var wanted = Refs.id(id, "secret store");
        return stores.names()
                .stream()
                .filter(name -> Refs.storeId(name).equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("Not Found. Secret store not found: none that is open has that id."));
    }

    private View view(Origin origin, String name) {
        return new View(name, stores.driver(name), null, name.equals(stores.names().getFirst()),
                Refs.of(origin).store(name), "ACTIVE", null, null);
    }

    /// @param secretStorePlugin the driver
    /// @param cryptoPlugin always null: a driver that only seals is a key store like any other
    /// @param created null, like `updated`: the operator's file says when
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String name, String secretStorePlugin, @Nullable String cryptoPlugin, boolean globalDefault,
            String secretStoreRef, String status, @Nullable String created, @Nullable String updated) {}
}
