package io.gantry.secret;

import io.gantry.base.Problem;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// How many things a project may have.
@Singleton
public final class Quotas {
    /// No limit.
    public static final int UNLIMITED = -1;

    private final QuotaRecords records;
    private final Map<Kind, Integer> usual;
    private final Map<String, ReentrantLock> creating = new ConcurrentHashMap<>();

    Quotas(QuotaRecords records, @Property(name = "gantry.quotas.secrets", defaultValue = "-1") int secrets,
            @Property(name = "gantry.quotas.orders", defaultValue = "-1") int orders,
            @Property(name = "gantry.quotas.containers", defaultValue = "-1") int containers,
            @Property(name = "gantry.quotas.consumers", defaultValue = "-1") int consumers) {
        this.records = records;
        this.usual = Map.of(Kind.SECRETS, secrets, Kind.ORDERS, orders, Kind.CONTAINERS, containers, Kind.CONSUMERS,
                consumers);
    }

    /// What is counted.
    public enum Kind {
        SECRETS, ORDERS, CONTAINERS, CONSUMERS
    }

    /// What holds for a project: its own limits, and the usual ones where it has no own.
    public Map<Kind, Integer> effective(String project) {
        var limits = new EnumMap<>(usual);
        records.find(project).ifPresent(limits::putAll);
        return limits;
    }

    /// The limits of the project itself.
    public Optional<Map<Kind, Integer>> find(String project) {
        return records.find(project);
    }

    /// Every project that has limits of its own.
    public Found<Map.Entry<String, Map<Kind, Integer>>> list(Window window) {
        return records.list(window);
    }

    /// Sets the limits of a project in place of those it had.
    ///
    /// @param limits -1 for none, 0 to forbid; for what is left out the usual one holds
    public void set(String project, Map<Kind, Integer> limits) {
        limits.forEach((kind, limit) -> {
            if (limit < UNLIMITED) {
                throw Problem.invalid("A quota is -1 for no limit, 0 to forbid, or a number; %s is %d.".formatted(
                        kind.name().toLowerCase(java.util.Locale.ROOT), limit));
            }
        });
        records.put(project, limits);
    }

    /// The project has no limits of its own any more.
    public void remove(String project) {
        if (!records.remove(project)) {
            throw Problem.notFound("Project " + project + " has no quotas of its own.");
        }
    }

    /// Makes one more, if there is room for it. Where there is a limit, one at a time looks and makes.
    ///
    /// @param count how many there are
    <T> T within(String project, Kind kind, LongSupplier count, Making<T> making) throws InterruptedException {
        var limit = records.limit(project, kind).orElseGet(() -> usual.get(kind));
        if (limit == UNLIMITED) {
            return making.make();
        }
        var lock = creating.computeIfAbsent(project, _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (count.getAsLong() >= limit) {
                throw new Problem(Problem.Kind.FORBIDDEN,
                        "Creation not allowed because a quota has been reached: project %s may have %d %s.".formatted(
                                project, limit, kind.name().toLowerCase(java.util.Locale.ROOT)));
            }
            return making.make();
        } finally {
            lock.unlock();
        }
    }

    /// Makes a thing that counts.
    @FunctionalInterface
    interface Making<T> {
        T make() throws InterruptedException;
    }
}
