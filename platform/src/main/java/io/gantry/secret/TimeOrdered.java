package io.gantry.secret;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Ids that grow with time (RFC 9562, version 7), so that rows made one after the other lie beside each other. 74 bits are random.
final class TimeOrdered {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrdered() {}

    static UUID id(Instant now) {
        var high = (now.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0xfffL);
        var low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
