package io.gantry.compute;

import io.gantry.api.HypervisorDriver;
import io.gantry.api.guest.GuestStatus;
import io.gantry.plugin.Drivers;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Joins what Gantry knows with what the hosts say. Each host is asked once however many guests it has, all hosts at the same time, and a
/// host that does not answer spoils only the state of its own guests.
@Singleton
final class LiveGuests {
    /// What a host said: its guests by name, or why it says nothing.
    private record Answer(Map<String, GuestStatus> guests, Optional<String> silence) {
        static Answer silent(String host, @Nullable String why) {
            return new Answer(Map.of(), Optional.of("host '" + host + "' does not say: " + why));
        }
    }

    private static final Answer UNASKED = new Answer(Map.of(), Optional.of("the host was not asked"));

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Drivers drivers;
    private final ExecutorService threads;

    LiveGuests(Drivers drivers, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.drivers = drivers;
        this.threads = threads;
    }

    List<Guest> look(List<GuestEntry> entries) throws InterruptedException {
        var hosts = entries.stream().map(GuestEntry::host).distinct().toList();
        var futures = threads.invokeAll(hosts.stream().map(this::question).toList(), PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
        var answers = new HashMap<String, Answer>();
        for (var i = 0; i < hosts.size(); i++) {
            answers.put(hosts.get(i), answer(hosts.get(i), futures.get(i)));
        }
        return entries.stream().map(entry -> join(entry, answers.getOrDefault(entry.host(), UNASKED))).toList();
    }

    private Callable<Answer> question(String host) {
        return () -> new Answer(drivers.get(HypervisorDriver.class, host)
                .call()
                .guests()
                .stream()
                .collect(Collectors.toMap(GuestStatus::name, Function.identity())), Optional.empty());
    }

    private static Answer answer(String host, Future<Answer> future) throws InterruptedException {
        try {
            return future.get();
        } catch (CancellationException e) {
            return Answer.silent(host, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Answer.silent(host, e.getCause() == null ? "no reason given" : e.getCause().getMessage());
        }
    }

    private static Guest join(GuestEntry entry, Answer answer) {
        var status = answer.guests().get(entry.name());
        Map<String, Long> counters = status == null ? Map.of() : status.counters();
        if (entry.phase() != GuestEntry.Phase.READY) {
            var phase = entry.phase().name().toLowerCase(Locale.ROOT);
            return new Guest(entry, phase, counters, entry.reason());
        }
        if (answer.silence().isPresent()) {
            return new Guest(entry, "unknown", counters, answer.silence());
        }
        if (status == null) {
            return new Guest(entry, "missing", counters, Optional.of("host '" + entry.host()
                    + "' does not know the guest; delete it and define it anew"));
        }
        return new Guest(entry, status.state().name().toLowerCase(Locale.ROOT), counters, Optional.empty());
    }
}
