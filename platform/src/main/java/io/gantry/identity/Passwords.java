package io.gantry.identity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Hashes passwords so that guessing is slow, and remembers for a minute that one was right so that using them is not.
@Singleton
final class Passwords {
    private static final int COST = 11;
    private static final int LONGEST = 4096;
    private static final int MOST_REMEMBERED = 1000;
    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();
    private static final long PATIENCE_SECONDS = 20;
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;
    private static final LongPasswordStrategy LONG = LongPasswordStrategies.hashSha512(VERSION);
    /// Compared with where there is no such user, so that the answer takes as long.
    private static final String NOBODY = "$2a$" + COST + "$" + ".".repeat(53);

    /// The work never waits and would hold a carrier of the virtual threads; one stays free for everybody else.
    private final Semaphore processors = new Semaphore(
            Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);
    private final Seal seal = Seal.of(random());
    private final Map<String, Long> remembered = new ConcurrentHashMap<>();

    /// The hash of a password, which [#matches] remembers from then on.
    ///
    /// @throws Problem INVALID if it is too long or empty
    String hash(String password) throws InterruptedException {
        if (password.isEmpty() || password.length() > LONGEST) {
            throw Problem.invalid("A password has 1 to " + LONGEST + " characters.");
        }
        var hash = slowly(() -> BCrypt.with(LONG).hashToString(COST, password.toCharArray()));
        remember(digest(password, hash));
        return hash;
    }

    /// Whether that password has that hash; takes as long where there is none.
    boolean matches(String password, Optional<String> hash) throws InterruptedException {
        if (remembers(password, hash)) {
            return true;
        }
        var known = hash.orElse(NOBODY);
        if (password.length() > LONGEST) {
            return false;
        }
        var right = slowly(
                () -> BCrypt.verifyer(VERSION, LONG).verify(password.toCharArray(), known.toCharArray()).verified);
        if (right && hash.isPresent()) {
            remember(digest(password, known));
        }
        return right && hash.isPresent();
    }

    /// Whether it was found right within the last minute.
    boolean remembers(String password, Optional<String> hash) {
        var until = hash.map(known -> remembered.get(digest(password, known)));
        return until.isPresent() && until.get() - System.nanoTime() > 0;
    }

    private void remember(String digest) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(digest, System.nanoTime() + REMEMBERED);
    }

    /// The hash is part of it: with another password or user it is another digest.
    private String digest(String password, String hash) {
        return Ids.text(seal.sum((hash + password).getBytes(StandardCharsets.UTF_8)));
    }

    private interface Work<T> {
        T run();
    }

    private <T> T slowly(Work<T> work) throws InterruptedException {
        if (!processors.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Too many sign in at once; try again later.");
        }
        try {
            return work.run();
        } finally {
            processors.release();
        }
    }

    private static byte[] random() {
        var bytes = new byte[Seal.BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
