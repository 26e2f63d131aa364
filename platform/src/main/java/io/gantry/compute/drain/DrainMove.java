package io.gantry.compute.drain;

import java.util.Optional;
import java.util.UUID;

/// One guest of a host that is drained, and what becomes of it.
///
/// @param guest its name
/// @param memoryBytes its memory
/// @param target where it shall go; empty if it stays
/// @param state how far that is
/// @param migration the job that moves it
/// @param reason why it goes where it goes, why it stays or why its move failed
public record DrainMove(String guest, long memoryBytes, Optional<String> target, State state, Optional<UUID> migration,
        Optional<String> reason) {
    /// What becomes of a guest.
    public enum State {
        /// Its turn has not come.
        PLANNED,
        /// It moves now.
        RUNNING,
        /// It is away.
        MOVED,
        /// It cannot be moved, and nothing was tried.
        REFUSED,
        /// Its move failed, and it runs on where it was.
        FAILED,
        /// The draining was cancelled before or while it moved.
        CANCELLED
    }

    /// As planned.
    static DrainMove planned(Leaving guest, String target, String reason) {
        return new DrainMove(guest.name(), guest.memoryBytes(), Optional.of(target), State.PLANNED, Optional.empty(),
                Optional.of(reason));
    }

    /// As refused.
    static DrainMove refused(Leaving guest, String reason) {
        return new DrainMove(guest.name(), guest.memoryBytes(), Optional.empty(), State.REFUSED, Optional.empty(),
                Optional.of(reason));
    }

    DrainMove running(UUID job) {
        return new DrainMove(guest, memoryBytes, target, State.RUNNING, Optional.of(job), reason);
    }

    DrainMove ended(State how, String why) {
        return new DrainMove(guest, memoryBytes, target, how, migration, Optional.of(why));
    }
}
