package io.gantry.plugin;

import io.gantry.api.Driver;
import io.gantry.api.DriverException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs code of a plugin: with its context class loader, until its deadline, and with none of its exceptions let through.
final class Supervision {
    private Supervision() {}

    /// Code of a plugin; the call is its own, to be told when it shows life.
    @FunctionalInterface
    interface Code<T extends @Nullable Object> {
        T run(Call call) throws Throwable;
    }

    /// To be called within an [Operation], whose waiting caller keeps watch.
    ///
    /// @param what for messages: method and instance
    static <T extends @Nullable Object> T run(Terms terms, String what, Duration limit, Code<T> code)
            throws InterruptedException {
        var operation = Objects.requireNonNull(Operation.current());
        var call = new Call(what, limit);
        var outer = operation.enter(call);
        terms.gate().started(call);
        var outcome = outcome(terms, call, code);
        terms.gate().ended(call);
        var stopped = call.end();
        if (outer != null) {
            outer.renew(); // what the host does for a driver, by other drivers, is not on that driver's time
        }
        operation.leave(outer);
        if (stopped != null) {
            throw stopped;
        }
        if (outcome.failure() != null) {
            throw terms.translated(what, outcome.failure(), call.hostFailure());
        }
        return outcome.result();
    }

    private record Outcome<T extends @Nullable Object>(T result, @Nullable Throwable failure) {}

    @SuppressWarnings("NullAway") // a failure has no result
    private static <T extends @Nullable Object> Outcome<T> outcome(Terms terms, Call call, Code<T> code) {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(terms.loader());
        try {
            return new Outcome<>(code.run(call), null);
        } catch (InvocationTargetException e) {
            return new Outcome<>(null, e.getCause() == null ? e : e.getCause());
        } catch (Throwable t) {
            return new Outcome<>(null, t);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /// @throws DriverException with what the constructor threw, or because it did not return in time
    static Driver construct(Terms terms, Constructor<? extends Driver> constructor, Object[] arguments)
            throws InterruptedException {
        return Operation.call(() -> {
            var made = new AtomicReference<@Nullable Driver>();
            try {
                return run(terms, terms.what("constructor"), terms.deadline(), _ -> {
                    var driver = constructor.newInstance(arguments);
                    made.set(driver);
                    return driver;
                });
            } catch (DriverException | InterruptedException | Operation.Abandoned e) {
                closeLate(made.get());
                throw e;
            }
        });
    }

    /// A driver that was ready too late is nobody's.
    private static void closeLate(@Nullable Driver late) {
        if (late != null) {
            try {
                late.close();
            } catch (Throwable _) {
                // It is given up already, and that was reported.
            }
        }
    }

    static void close(Terms terms, Driver driver) throws InterruptedException {
        Operation.call(() -> run(terms, terms.what("close"), terms.deadline(), _ -> {
            driver.close();
            return driver;
        }));
    }
}
