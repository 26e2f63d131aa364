package io.gantry.identity;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Makes guessing hopeless: after six wrong passwords a user is locked for five minutes for that address, and no address may be wrong more
/// than thirty times a minute. Whether there is such a user plays no part. Forgets the oldest when there are too many.
@Singleton
final class Attempts {
    private static final int MOST_WRONG = 6;
    private static final Duration LOCKED = Duration.ofMinutes(5);
    private static final int MOST_OF_ADDRESS = 30;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 10_000;
    private static final int LOCKS = 64;

    private final InstantSource clock;
    private final Bounded users = new Bounded();
    private final Bounded addresses = new Bounded();
    private final ReentrantLock[] turns = Stream.generate(ReentrantLock::new)
            .limit(LOCKS)
            .toArray(ReentrantLock[]::new);

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /// Compares a password, slowly.
    @FunctionalInterface
    interface Comparison {
        boolean matches() throws InterruptedException;
    }

    /// Whether the password is right. Attempts of one user from one address take turns, so that many at once are no more than one.
    ///
    /// @throws Problem UNAUTHENTICATED while he is locked, TOO_MANY while the address is
    boolean matches(String user, String address, Comparison comparison) throws InterruptedException {
        var origin = network(address);
        var who = user + " " + origin;
        var turn = turns[Math.floorMod(who.hashCode(), LOCKS)];
        turn.lockInterruptibly();
        try {
            admit(who, origin);
            var right = comparison.matches();
            if (right) {
                forgive(who, origin);
            }
            return right;
        } finally {
            turn.unlock();
        }
    }

    /// Counts it as wrong until it has proved right, so that those under way count too.
    private synchronized void admit(String who, String origin) {
        var now = clock.instant();
        var wrong = users.get(who);
        if (wrong.count() >= MOST_WRONG && wrong.last().plus(LOCKED).isAfter(now)) {
            throw new Problem(Problem.Kind.UNAUTHENTICATED,
                    "Too many wrong passwords for this user from this address; try again in five minutes.",
                    Duration.between(now, wrong.last().plus(LOCKED)));
        }
        var all = addresses.get(origin);
        var fresh = all.first().plus(WINDOW).isAfter(now);
        if (fresh && all.count() >= MOST_OF_ADDRESS) {
            throw new Problem(Problem.Kind.TOO_MANY,
                    "Too many wrong passwords from this address; try again in a minute.",
                    Duration.between(now, all.first().plus(WINDOW)));
        }
        users.put(who, wrong.last().plus(LOCKED).isAfter(now) ? wrong.more(now) : new Wrong(1, now, now));
        addresses.put(origin, fresh ? all.more(now) : new Wrong(1, now, now));
    }

    private synchronized void forgive(String who, String origin) {
        users.remove(who);
        var all = addresses.get(origin);
        addresses.put(origin, new Wrong(Math.max(0, all.count() - 1), all.first(), all.last()));
    }

    /// Who has one address of IPv6 has 2^64 of them.
    private static String network(String address) {
        var plain = address.replaceFirst("%.*", "");
        if (!plain.contains(":")) {
            return plain;
        }
        try {
            return Ids.text(InetAddress.ofLiteral(plain).getAddress()).substring(0, 16);
        } catch (IllegalArgumentException e) {
            return plain;
        }
    }

    private record Wrong(int count, Instant first, Instant last) {
        static final Wrong NONE = new Wrong(0, Instant.EPOCH, Instant.EPOCH);

        Wrong more(Instant now) {
            return new Wrong(count + 1, first, now);
        }
    }

    private static final class Bounded {
        private final Map<String, Wrong> entries = new LinkedHashMap<>();

        Wrong get(String key) {
            return entries.getOrDefault(key, Wrong.NONE);
        }

        void put(String key, Wrong value) {
            entries.remove(key);
            entries.put(key, value);
            if (entries.size() > MOST_KNOWN) {
                entries.remove(entries.keySet().iterator().next());
            }
        }

        void remove(String key) {
            entries.remove(key);
        }
    }
}
