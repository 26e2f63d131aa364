package io.gantry.identity;

import java.time.Instant;
import java.util.Map;

/// Where it is kept which tokens were revoked before their time.
public interface RevocationRecords {
    void add(String audit, Instant expires);

    /// When each that was revoked would have ended by itself.
    Map<String, Instant> all();

    /// Those that have ended by themselves since.
    void removeEnded(Instant now);
}
