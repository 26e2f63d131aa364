package io.gantry.secret.http;

import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.secret.KeyStores;
import io.gantry.secret.StoreMove;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;

/// What the administrator does with key stores.
@Controller("/gantry/v1/key-stores")
@ExecuteOn(TaskExecutors.BLOCKING)
class KeyStoreController {
    private final KeyStores stores;
    private final StoreMove moves;
    private final Jobs jobs;

    KeyStoreController(KeyStores stores, StoreMove moves, Jobs jobs) {
        this.stores = stores;
        this.moves = moves;
        this.jobs = jobs;
    }

    @Get
    Map<String, List<KeyStores.Status>> list() {
        return Map.of("key_stores", stores.list());
    }

    /// Takes every payload to another store.
    @Post("/{name}/move")
    @Status(HttpStatus.ACCEPTED)
    Job move(String name, @Body Target target) {
        return moves.submit(jobs, name, target.to());
    }

    /// Seals every payload anew under the store's newest key.
    @Post("/{name}/reseal")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    Job reseal(String name) {
        return moves.submit(jobs, name, name);
    }

    /// @param to name of the store
    record Target(String to) {}
}
