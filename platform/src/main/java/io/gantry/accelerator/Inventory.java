package io.gantry.accelerator;

import io.gantry.api.AcceleratorDriver;
import io.gantry.base.Problem;
import io.gantry.base.Threads;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is known of devices true: asks every accelerator driver at the start, every minute, and whenever somebody wants it. Each is
/// asked on a thread of its own and never twice at once, so that one that is slow holds up no other.
@Singleton
public final class Inventory {
    /// How long whoever wants to know waits for a driver.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

    private final Drivers drivers;
    private final InventoryRecords records;
    private final Look look;
    private final Duration pause;
    private final ThreadFactory threads;
    private final Map<String, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    /// Which opening of each instance was asked last.
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Thread thread;

    Inventory(Drivers drivers, InventoryRecords records, Look look, Threads threads,
            @Property(name = "gantry.accelerators.look-every", defaultValue = "1m") Duration pause) {
        this.drivers = drivers;
        this.records = records;
        this.look = look;
        this.pause = pause;
        this.threads = threads.named("inventory");
        this.thread = threads.named("inventory-clock").newThread(this::run);
    }

    @EventListener
    void start(ServerStartupEvent event) {
        thread.start();
    }

    @EventListener
    void stop(ShutdownEvent event) {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                try {
                    names(Optional.empty()).forEach(this::look);
                } catch (RuntimeException e) {
                    LOG.error("the accelerators were not looked at; the next time is in {}", pause, e);
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Those that are open, in the order of the file, and those that were once and are known.
    private Set<String> names(Optional<String> one) {
        if (one.isPresent()) {
            try {
                drivers.get(AcceleratorDriver.class, one.get());
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.UNAVAILABLE) {
                    throw e;
                }
            }
            return Set.of(one.get());
        }
        var names = new LinkedHashSet<String>();
        drivers.all(AcceleratorDriver.class).stream().map(Handle::instance).forEach(names::add);
        records.sources().stream().map(Source::name).forEach(names::add);
        return names;
    }

    /// Asks the instance and does not wait.
    void look(String name) {
        var _ = ask(name);
    }

    /// Asks the instance, unless that is under way.
    CompletableFuture<Boolean> ask(String name) {
        var answer = new CompletableFuture<Boolean>();
        var other = underWay.putIfAbsent(name, answer);
        if (other != null) {
            return other;
        }
        threads.newThread(() -> {
            try {
                var opening = opening(name);
                look.at(name);
                asked.put(name, opening);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("driver instance '{}' was not asked for its devices", name, e);
            } finally {
                underWay.remove(name, answer);
                answer.complete(true);
            }
        }).start();
        return answer;
    }

    /// Asks and waits for the answers, a while; an answer to an earlier question will not do.
    ///
    /// What one of them says of itself is in [#sources].
    ///
    /// @param only this one; empty for all
    /// @throws Problem NOT_FOUND or UNSUPPORTED if that one is no accelerator driver
    public void refresh(Optional<String> only) throws InterruptedException {
        var names = names(only);
        for (var name : names) {
            var earlier = underWay.get(name);
            if (earlier != null) {
                var _ = earlier.copy().completeOnTimeout(true, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
            }
        }
        await(names);
    }

    /// Asks those that have not been asked yet since the host started.
    ///
    /// @throws Problem as [#refresh]
    public void complete(Optional<String> only) throws InterruptedException {
        var names = new LinkedHashSet<>(names(only));
        names.removeIf(name -> Integer.valueOf(opening(name)).equals(asked.get(name)));
        await(names);
    }

    private void await(Set<String> names) throws InterruptedException {
        var answers = names.stream().map(name -> Map.entry(name, ask(name))).toList();
        var until = System.nanoTime() + PATIENCE.toNanos();
        for (var answer : answers) {
            try {
                answer.getValue().get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                asked.put(answer.getKey(), opening(answer.getKey()));
                look.slow(answer.getKey(), "It did not say within " + PATIENCE.toSeconds()
                        + " s what is there. Ask again, or see its state under /gantry/v1/instances.");
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Tells an instance from what it was before it was closed and opened again.
    private int opening(String name) {
        return drivers.all(AcceleratorDriver.class)
                .stream()
                .filter(handle -> handle.instance().equals(name))
                .mapToInt(handle -> System.identityHashCode(handle.call()))
                .findFirst()
                .orElse(0);
    }

    /// Every instance that is open or has reported devices, in the order of the operator's file.
    public List<Source> sources() {
        var order = List.copyOf(names(Optional.empty()));
        return records.sources()
                .stream()
                .sorted(Comparator.comparingInt(source -> order.indexOf(source.name())))
                .toList();
    }

    public List<KnownDevice> devices(DeviceQuery query) {
        return records.devices(query);
    }

    /// @throws Problem NOT_FOUND
    public KnownDevice device(java.util.UUID id) {
        return records.device(id).orElseThrow(() -> Problem.notFound("There is no device " + id + "."));
    }

    /// All parts, or those of one device.
    public List<KnownPart> parts(Optional<java.util.UUID> device) {
        return records.parts(device);
    }

    public Optional<KnownPart> known(java.util.UUID part) {
        return records.part(part);
    }

    /// @throws Problem NOT_FOUND
    public KnownPart part(java.util.UUID id) {
        return records.part(id).orElseThrow(() -> Problem.notFound("There is no deployable " + id + "."));
    }

    /// The pieces of each part.
    ///
    /// @param source only of this instance; empty for all
    public Map<java.util.UUID, List<Piece>> pieces(Optional<String> source) {
        return records.pieces(source).stream().collect(java.util.stream.Collectors.groupingBy(Piece::part));
    }
}
