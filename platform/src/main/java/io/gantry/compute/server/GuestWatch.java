package io.gantry.compute.server;

import io.gantry.base.Threads;
import io.gantry.compute.Guest;
import io.gantry.compute.Guests;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks time and again what guests do and writes down what changed without us, so that whoever lists servers need not ask their hosts.
@Singleton
final class GuestWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GuestWatch.class);

    private static final int FAILED = 500;

    private final ServerRecords records;
    private final Servers servers;
    private final Guests guests;
    private final LiveMigrations migrations;
    private final ActionLog actions;
    private final Duration interval;
    private final Thread clock;

    GuestWatch(ServerRecords records, Servers servers, Guests guests, LiveMigrations migrations, ActionLog actions,
            Threads threads, @Value("${gantry.compute.watch-interval:5s}") Duration interval) {
        this.records = records;
        this.servers = servers;
        this.guests = guests;
        this.migrations = migrations;
        this.actions = actions;
        this.interval = interval;
        this.clock = threads.named("guest-watch").newThread(this::run);
    }

    @EventListener
    void start(ServerStartupEvent event) {
        clock.start();
    }

    @EventListener
    void stop(ShutdownEvent event) {
        clock.interrupt();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                try {
                    round();
                } catch (RuntimeException e) {
                    LOG.error("the guests of servers were not looked at; the next time is in {}", interval, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void round() throws InterruptedException {
        migrations.settle();
        actions.settle();
        records.withoutGuest().forEach(id -> lost(id, "its guest was deleted by other means; delete the server too"));
        var known = records.settled();
        if (known.isEmpty()) {
            return;
        }
        var seen = guests.list().stream().collect(Collectors.toMap(guest -> guest.entry().name(), Function.identity()));
        known.forEach((id, before) -> {
            var guest = seen.get(id.toString());
            if (guest != null && guest.entry().job().isEmpty()) {
                look(id, before, guest);
            }
        });
    }

    private void lost(UUID id, String reason) {
        records.failed(id, new Server.Fault(FAILED, reason, servers.now()));
    }

    /// What a host does not say, or what is on its way, changes nothing.
    private void look(UUID id, Server.State before, Guest guest) {
        if (guest.state().equals("missing")) {
            if (before != Server.State.ERROR) {
                lost(id, guest.reason().orElse("its host does not know it"));
            }
            return;
        }
        ServerPower.state(guest)
                .filter(after -> after != before)
                .ifPresent(after -> records.seen(id, before, after, servers.now()));
    }
}
