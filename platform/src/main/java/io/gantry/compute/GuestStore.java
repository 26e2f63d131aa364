package io.gantry.compute;

import io.gantry.compute.GuestEntry.Phase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The guests that Gantry knows. Each method is one statement in the caller's transaction, or in one of its own.
public interface GuestStore {
    /// @throws io.gantry.base.Problem CONFLICT if there is a guest of that name
    void add(GuestEntry entry);

    Optional<GuestEntry> find(String name);

    /// By name.
    List<GuestEntry> all();

    void phase(String name, Phase phase, Optional<String> reason);

    void remove(String name);

    /// Binds the guest to the job; false if another one has it or there is no such guest.
    boolean claim(String name, UUID job);

    /// Says that the job does not work on the guest any more; without effect if it is not that job's.
    void release(String name, UUID job);

    /// The guest runs on another host from now on.
    void moved(String name, String host);
}
