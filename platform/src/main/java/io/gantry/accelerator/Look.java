package io.gantry.accelerator;

import io.gantry.accelerator.Source.Stale;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks one driver instance what is there and writes down the difference. Whatever goes wrong is written down too, and touches no other
/// instance.
@Singleton
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final Drivers drivers;
    private final InventoryRecords records;
    private final Reports reports;
    private final InstantSource clock;
    private final ReentrantLock writing = new ReentrantLock();

    Look(Drivers drivers, InventoryRecords records, Reports reports, InstantSource clock) {
        this.drivers = drivers;
        this.records = records;
        this.reports = reports;
        this.clock = clock;
    }

    /// @return why the last report stands, if it does
    Optional<String> at(String name) throws InterruptedException {
        Handle<AcceleratorDriver> handle;
        try {
            handle = drivers.get(AcceleratorDriver.class, name);
        } catch (Problem e) {
            return closed(name, e);
        }
        try {
            var report = handle.call().discover();
            apply(handle.instance(), handle.host(), report);
            reports.put(name, report);
            records.reported(new Source(name, handle.host(), handle.driver(), handle.roles(), Optional.of(now()),
                    Optional.empty()));
            return Optional.empty();
        } catch (DriverException e) {
            return stale(handle, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            var id = UUID.randomUUID();
            LOG.error("what driver instance '{}' reported cannot be written down; error {}", name, id, e);
            return stale(handle,
                    "What it reported cannot be written down; the host's log says more about error " + id + ".");
        }
    }

    /// That it has not answered for a while; it may still.
    void slow(String name, String cause) {
        drivers.all(AcceleratorDriver.class)
                .stream()
                .filter(handle -> handle.instance().equals(name))
                .forEach(handle -> stale(handle, cause));
    }

    private Optional<String> stale(Handle<AcceleratorDriver> handle, String cause) {
        LOG.warn("the devices of driver instance '{}' are as it last reported them: {}", handle.instance(), cause);
        records.stale(handle.instance(), handle.host(), handle.driver(), new Stale(now(), cause));
        return Optional.of(cause);
    }

    /// One that is not open keeps its report; of one that is not in the operator's file any more nothing stays but what is in use.
    private Optional<String> closed(String name, Problem problem) {
        var known = records.sources().stream().filter(source -> source.name().equals(name)).findFirst();
        if (problem.kind() != Problem.Kind.NOT_FOUND || known.isEmpty()) {
            known.ifPresent(
                    source -> records.stale(name, source.host(), source.driver(), new Stale(now(), problem.detail())));
            return Optional.of(problem.detail());
        }
        apply(name, known.get().host(), List.of());
        reports.forget(name);
        records.stale(name, known.get().host(), known.get().driver(), new Stale(now(), problem.detail()));
        records.forget(name);
        return Optional.of(problem.detail());
    }

    private void apply(String name, String host, List<io.gantry.api.accelerator.Device> report) {
        // One at a time: who writes down what two instances report has to see what the other has written.
        writing.lock();
        try {
            write(name, host, report);
        } finally {
            writing.unlock();
        }
    }

    private void write(String name, String host, List<io.gantry.api.accelerator.Device> report) {
        var changes = new Difference(name, host, records.claims(host, name)).of(records.seen(name), report);
        if (changes.isEmpty()) {
            return;
        }
        var before = LOG.isInfoEnabled() ? changes.fresh().stream().filter(Changes.Fresh::known).count() : 0;
        for (var device : records.apply(changes, now())) {
            LOG.warn(
                    "device {} of driver instance '{}' is gone although somebody has it; it stays listed until he gives it back",
                    device, name);
        }
        LOG.info("driver instance '{}': {} devices are new, {} have changed, {} are gone", name,
                changes.fresh().size() - before, before, changes.gone().size());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
