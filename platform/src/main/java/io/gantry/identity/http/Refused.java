package io.gantry.identity.http;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps those who prove nothing from filling the disk: of their refusals the audit trail takes so many a minute, the rest are counted.
@Singleton
final class Refused {
    private static final Logger log = LoggerFactory.getLogger(Refused.class);
    private static final int MOST = 600;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Instant begin = Instant.EPOCH;
    private int count;

    Refused(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean counts() {
        var now = clock.instant();
        if (begin.plus(WINDOW).isBefore(now)) {
            if (count > MOST) {
                log.warn("{} refusals of requests without a valid token or password are not in the audit trail: more"
                        + " than {} in a minute", count - MOST, MOST);
            }
            begin = now;
            count = 0;
        }
        count++;
        return count <= MOST;
    }
}
