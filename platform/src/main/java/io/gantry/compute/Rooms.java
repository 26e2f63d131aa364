package io.gantry.compute;

import io.gantry.api.Accounted;
import io.gantry.api.guest.Capacity;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.InstanceStatus;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Asks compute hosts how much room they have, all at the same time. One that does not answer keeps nobody waiting for long.
@Singleton
final class Rooms {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Drivers drivers;
    private final ExecutorService threads;

    Rooms(Drivers drivers, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.drivers = drivers;
        this.threads = threads;
    }

    /// What a host said, or why it says nothing. A driver that does not count says nothing and is not silent.
    record Room(Optional<Capacity> capacity, Optional<String> silence) {
        static final Room UNASKED = new Room(Optional.empty(), Optional.of("it was not asked"));

        static Room silent(String why) {
            return new Room(Optional.empty(), Optional.of(why));
        }
    }

    Map<String, Room> ask(List<InstanceStatus> hosts) throws InterruptedException {
        var futures = threads.invokeAll(
                hosts.stream().<java.util.concurrent.Callable<Room>>map(host -> () -> room(host)).toList(),
                PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        var rooms = new HashMap<String, Room>();
        for (var i = 0; i < hosts.size(); i++) {
            rooms.put(hosts.get(i).name(), answer(futures.get(i)));
        }
        return rooms;
    }

    private Room room(InstanceStatus host) throws InterruptedException {
        if (host.state() != InstanceStatus.State.OPEN) {
            return Room.silent(host.cause().isEmpty() ? "its driver is not open" : host.cause());
        }
        if (!host.roles().contains(Accounted.class.getSimpleName())) {
            return new Room(Optional.empty(), Optional.empty());
        }
        return new Room(Optional.of(drivers.get(Accounted.class, host.name()).call().capacity()), Optional.empty());
    }

    private static Room answer(Future<Room> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            return Room.silent("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            var cause = e.getCause();
            return Room.silent(cause == null ? "no reason given" : String.valueOf(cause.getMessage()));
        }
    }
}
