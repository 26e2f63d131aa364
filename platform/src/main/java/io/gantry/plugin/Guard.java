package io.gantry.plugin;

import io.gantry.api.Driver;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.Transfer;
import io.gantry.api.Workbench;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands between the host and one object of a plugin: the driver itself, or something it lent. All that a feature holds is a proxy of this,
/// which knows no class of the plugin and lets go of the object when the instance closes.
final class Guard implements InvocationHandler {
    /// What drivers lend. Such an object is inside the gate until it is closed.
    private static final Set<Class<?>> LENT = Set.of(Transfer.class);

    private final Terms terms;
    private final boolean part;
    private final AtomicBoolean returned = new AtomicBoolean();
    private volatile @Nullable Object target;

    private Guard(Terms terms, Object target, boolean part) {
        this.terms = terms;
        this.target = target;
        this.part = part;
    }

    /// A proxy with all the interfaces of the API that the object has.
    static Object proxy(Terms terms, Object target, List<Class<?>> interfaces) {
        return proxy(new Guard(terms, target, false), interfaces);
    }

    private static Object proxy(Guard guard, List<Class<?>> interfaces) {
        return Proxy.newProxyInstance(Driver.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), guard);
    }

    static void revoke(Object proxy) {
        ((Guard) Proxy.getInvocationHandler(proxy)).target = null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what a proxy is equal to
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && arguments[0] == proxy;
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handle of " + terms.instance();
            };
        }
        if (!part && method.getName().equals("close")) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "only the host closes driver instance '" + terms.instance() + "'");
        }
        try {
            return Operation.<@Nullable Object, RuntimeException>call(() -> guarded(proxy, method, arguments));
        } catch (InterruptedException e) {
            if (List.of(method.getExceptionTypes()).contains(InterruptedException.class)) {
                throw e;
            }
            Thread.currentThread().interrupt();
            throw new DriverException(Kind.UNREACHABLE, terms.what(method.getName()) + " was interrupted");
        }
    }

    private @Nullable Object guarded(Object proxy, Method method, Object @Nullable [] arguments)
            throws InterruptedException {
        var closes = part && method.getName().equals("close");
        if (closes && !returned.compareAndSet(false, true)) {
            return null;
        }
        terms.gate().enter(part);
        var kept = false;
        try {
            var result = timed(terms.door(method), method, arguments);
            if (LENT.contains(method.getReturnType()) && result != null) {
                result = lend(result, method.getReturnType());
                kept = true;
            }
            return result;
        } finally {
            if (closes) {
                target = null;
                terms.gate().returned((AutoCloseable) proxy);
                terms.gate().leave(false);
            }
            if (!kept) {
                terms.gate().leave(part);
            }
        }
    }

    private Object lend(Object object, Class<?> face) {
        var proxy = proxy(new Guard(terms, object, true), List.of(face));
        terms.gate().lend((AutoCloseable) proxy);
        return proxy;
    }

    private @Nullable Object timed(Terms.Door door, Method method, Object @Nullable [] arguments)
            throws InterruptedException {
        var began = System.nanoTime();
        var under = new AtomicReference<@Nullable Call>();
        try {
            var result = Supervision.run(terms, door.what(), terms.deadline(), call -> {
                under.set(call);
                return method.invoke(target(), reporting(call, arguments));
            });
            var checked = checked(door, method, result);
            terms.succeeded(door, System.nanoTime() - began);
            return checked;
        } catch (DriverException e) {
            var call = under.get();
            if (call != null && e.equals(call.hostFailure())) {
                terms.gate().interrupted(); // a node that fails does not speak against the driver
            } else {
                terms.failed(door, System.nanoTime() - began, e);
            }
            throw e;
        } catch (InterruptedException | RuntimeException | Operation.Abandoned e) {
            terms.gate().interrupted();
            throw e;
        }
    }

    private Object target() {
        var object = target;
        if (object == null) {
            throw new DriverException(Kind.UNREACHABLE,
                    "driver instance '" + terms.instance() + "' is closed; ask for its handle again");
        }
        return object;
    }

    private @Nullable Object checked(Terms.Door door, Method method, @Nullable Object result) {
        if (result == null && method.getReturnType() != void.class) {
            throw terms.bug(door.what(), "returned null");
        }
        return result instanceof List<?> list ? copy(door, list) : result;
    }

    /// A list of the plugin's own making would keep its class loader, and may hold a null.
    private Object copy(Terms.Door door, List<?> list) {
        try {
            return List.copyOf(list);
        } catch (RuntimeException _) {
            throw terms.bug(door.what(), "returned a list that holds null or cannot be read");
        }
    }

    private static Object @Nullable [] reporting(Call call, Object @Nullable [] arguments) {
        if (arguments == null) {
            return null;
        }
        for (var i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Progress progress) {
                arguments[i] = new Reporter(call, progress);
            } else if (arguments[i] instanceof Workbench bench) {
                arguments[i] = new LentBench(call, bench);
            }
        }
        return arguments;
    }

    /// Passes reports on for as long as the call lasts, and remembers it when the host refused one.
    private record Reporter(Call call, Progress progress) implements Progress {
        @Override
        public void report(String step, long done, long total) {
            call.renew();
            try {
                progress.report(step, done, total);
            } catch (RuntimeException e) {
                call.failed(e);
                throw e;
            }
        }
    }
}
