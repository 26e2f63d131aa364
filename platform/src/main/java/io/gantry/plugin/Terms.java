package io.gantry.plugin;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// On what terms the host calls one open instance, and how it keeps count of that.
///
/// @param plugin whose bug it is if the driver has one
/// @param loader of the plugin
record Terms(String instance, String driver, String plugin, Duration deadline, ClassLoader loader, Gate gate,
        MeterRegistry meters, Map<Method, Door> doors, LongAdder calls, LongAdder errors) {
    static final String METER = "gantry.driver.call";
    private static final Logger log = LoggerFactory.getLogger(Terms.class);

    /// What is known of a method before it is called.
    ///
    /// @param what for messages
    record Door(String method, String what, Timer timer) {}

    Terms(DriverEntry entry, DriverType type, ClassLoader loader, MeterRegistry meters, LongAdder calls,
            LongAdder errors) {
        this(entry.name(), type.id(), type.plugin(), entry.deadline(), loader,
                new Gate(entry.name(), entry.concurrency()), meters, new ConcurrentHashMap<>(), calls, errors);
    }

    Door door(Method method) {
        var door = doors.get(method);
        return door != null
                ? door
                : doors.computeIfAbsent(method,
                        key -> new Door(key.getName(), what(key.getName()), timer(key.getName(), "ok")));
    }

    String what(String method) {
        return method + " of driver instance '" + instance + "' (" + driver + ")";
    }

    void succeeded(Door door, long nanos) {
        calls.increment();
        gate.succeeded(nanos);
        door.timer().record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(Door door, long nanos, DriverException failure) {
        calls.increment();
        errors.increment();
        gate.failed(nanos, failure);
        timer(door.method(), failure.kind().name().toLowerCase(Locale.ROOT)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String method, String outcome) {
        return meters.timer(METER, "instance", instance, "driver", driver, "method", method, "outcome", outcome);
    }

    /// What the host is told instead of what came out of the plugin, whose exceptions would keep its class loader.
    ///
    /// @param host what the host's own code threw within the call
    RuntimeException translated(String what, Throwable failure, @Nullable RuntimeException host)
            throws InterruptedException {
        if (host != null && host.equals(failure)) {
            return host;
        }
        if (failure instanceof InterruptedException) {
            throw new InterruptedException();
        }
        if (failure instanceof DriverException known) {
            log.debug("{} failed", what, known);
            var message = known.getMessage();
            var copy = new DriverException(known.kind(),
                    message == null || message.isBlank() ? what + " failed and gave no reason" : message);
            copy.setStackTrace(known.getStackTrace());
            return copy;
        }
        log.warn("{} has a bug; report this to the vendor of plugin '{}'", what, plugin, failure);
        return bug(what, "threw " + place(failure));
    }

    /// A driver did what none may do.
    DriverException bug(String what, String did) {
        return new DriverException(Kind.FAILED, what + " " + did + ", which is a bug of plugin '" + plugin
                + "': report it to its vendor; the host's log has more");
    }

    /// The class of a failure and where it arose. Not its text, which may hold a secret, unless Java itself wrote it.
    private static String place(Throwable failure) {
        var cause = failure instanceof ExceptionInInitializerError && failure.getCause() != null
                ? failure.getCause()
                : failure;
        var trace = cause.getStackTrace();
        return cause.getClass().getName() + (cause instanceof LinkageError ? " (" + cause.getMessage() + ")" : "")
                + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
