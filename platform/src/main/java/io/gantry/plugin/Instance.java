package io.gantry.plugin;

import io.gantry.api.Driver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import io.gantry.plugin.InstanceStatus.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One driver instance through its life. What belongs to the plugin is held by [Open] alone, which is dropped when it closes.
final class Instance {
    private static final Logger log = LoggerFactory.getLogger(Instance.class);

    private final DriverEntry entry;
    private final boolean trial;
    private final DataDirectory data;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final LongAdder calls = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile State state = State.CONFIGURED;
    private volatile String cause = "";
    private volatile List<String> leaked = List.of();
    private volatile @Nullable Open open;

    /// An open driver, and the proxy for it that features hold.
    private record Open(DriverType type, Driver driver, Lease lease, Terms terms, Object proxy) {}

    Instance(DriverEntry entry, boolean trial, DataDirectory data, InstantSource clock, MeterRegistry meters) {
        this.entry = entry;
        this.trial = trial;
        this.data = data;
        this.clock = clock;
        this.meters = meters;
    }

    DriverEntry entry() {
        return entry;
    }

    boolean trial() {
        return trial;
    }

    State state() {
        return state;
    }

    String cause() {
        return cause;
    }

    /// The plugin whose driver is open.
    Optional<String> plugin() {
        return Optional.ofNullable(open).map(now -> now.type().plugin());
    }

    /// Opens it if it is not open; what goes wrong is its [#cause].
    void open(Plugins plugins) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            if (state != State.OPEN) {
                construct(plugins);
                state = State.OPEN;
                cause = "";
                leaked = List.of();
                log.info("driver instance '{}' ({}) is open", entry.name(), entry.driver());
            }
        } catch (Problem | DriverException e) {
            state = State.QUARANTINED;
            cause = String.valueOf(e.getMessage());
            log.warn("driver instance '{}' ({}) is quarantined: {}", entry.name(), entry.driver(), cause);
        } finally {
            changing.unlock();
        }
    }

    private void construct(Plugins plugins) throws InterruptedException {
        var loaded = plugins.bringing(entry.driver());
        var type = loaded.type(entry.driver());
        var lease = new Lease(entry.name(), new DataDirectory(data.child("drivers")).child(entry.name()), clock);
        var terms = new Terms(entry, type, loaded.loader(), meters, calls, errors);
        var arguments = arguments(type, lease);
        try {
            var driver = Supervision.construct(terms, type.constructor(), arguments);
            open = new Open(type, driver, lease, terms,
                    Guard.proxy(terms, driver, DriverType.interfaces(driver.getClass())));
        } catch (DriverException e) {
            leaked = lease.close(Operation.grace(entry.deadline()));
            throw e;
        }
    }

    private Object[] arguments(DriverType type, Lease lease) {
        var mistakes = new Mistakes(entry.file());
        var arguments = new ArrayList<Object>();
        for (var parameter : type.constructor().getParameterTypes()) {
            if (parameter == DriverContext.class) {
                arguments.add(lease);
            } else {
                new Binder(mistakes).bind(parameter.asSubclass(Record.class), entry).ifPresent(arguments::add);
            }
        }
        if (type.options().isEmpty()) {
            new Binder(mistakes).bind(NoOptions.class, entry);
        }
        if (!mistakes.isEmpty()) {
            throw Problem.invalid(mistakes.toString());
        }
        return arguments.toArray();
    }

    /// Of a driver that takes none.
    record NoOptions() {}

    /// Lets calls under way end, then closes the driver.
    ///
    /// @param why shown from now on
    void close(State end, String why) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            var now = open;
            if (now != null) {
                state = State.DRAINING;
                cause = why;
                release(now);
            }
            state = end;
            cause = why;
        } finally {
            changing.unlock();
        }
    }

    private void release(Open now) throws InterruptedException {
        var left = new ArrayList<String>();
        var stuck = now.terms().gate().drain(entry.deadline());
        if (stuck > 0) {
            left.add(stuck + " calls that ignore being interrupted");
        }
        Guard.revoke(now.proxy());
        open = null;
        try {
            Supervision.close(now.terms(), now.driver());
        } catch (DriverException e) {
            log.warn("{}", e.getMessage());
        }
        left.addAll(now.lease().close(Operation.grace(entry.deadline())));
        leaked = List.copyOf(left);
        if (left.isEmpty()) {
            log.info("driver instance '{}' ({}) is closed", entry.name(), entry.driver());
        } else {
            log.warn("driver instance '{}' ({}) is closed but left behind {}", entry.name(), entry.driver(), left);
        }
    }

    <T> Optional<Handle<T>> handle(Class<T> role) {
        var now = open;
        return now == null || state != State.OPEN || !role.isInstance(now.proxy())
                ? Optional.empty()
                : Optional.of(handle(role, now));
    }

    /// Looks at the state once: it may be replaced meanwhile, and the refusal must fit what was seen.
    ///
    /// @throws Problem UNAVAILABLE if it is not open, UNSUPPORTED if it has not that role
    <T> Handle<T> require(Class<T> role) {
        var now = open;
        var seen = state;
        if (now == null || seen != State.OPEN) {
            throw new Problem(Problem.Kind.UNAVAILABLE,
                    "driver instance '" + entry.name() + "' is " + seen.name().toLowerCase(Locale.ROOT)
                            + (cause.isEmpty() ? "" : ": " + cause) + "; enable it, or name another");
        }
        if (!role.isInstance(now.proxy())) {
            throw new Problem(Problem.Kind.UNSUPPORTED, "driver instance '" + entry.name() + "' (" + entry.driver()
                    + ") is no " + role.getSimpleName() + "; name one that is");
        }
        return handle(role, now);
    }

    private <T> Handle<T> handle(Class<T> role, Open now) {
        return new Handle<>(entry.name(), entry.driver(), entry.host().orElseGet(Machine::name), now.type().roles(),
                role.cast(now.proxy()));
    }

    InstanceStatus status(Plugins plugins) {
        var now = open;
        var type = plugins.type(entry.driver());
        return new InstanceStatus(entry.name(), entry.driver(), type.map(DriverType::kind).orElse(""),
                type.map(DriverType::roles).orElse(Set.of()), type.map(DriverType::plugin).orElse(""), state, cause,
                trial,
                calls.sum(), errors.sum(), now == null ? 0 : now.terms().gate().inFlight(),
                now == null ? "closed" : now.terms().gate().breaker(), leaked);
    }
}
