package io.gantry.compute;

import java.util.Optional;
import java.util.UUID;

/// What was asked of migrations after they were handed in; survives a restart of the host.
public interface OrderStore {
    /// @param switchOver whether the guest shall be switched over as soon as can be
    /// @param bytesPerSecond at most this much from now on; 0 sets no limit; empty for what the migration began with
    record Order(boolean switchOver, Optional<Long> bytesPerSecond) {
        /// Of a migration of which nothing was asked.
        public static final Order NONE = new Order(false, Optional.empty());
    }

    Order find(UUID job);

    void put(UUID job, Order order);
}
