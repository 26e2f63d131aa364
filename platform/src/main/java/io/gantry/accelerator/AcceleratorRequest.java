package io.gantry.accelerator;

import io.gantry.api.accelerator.Attachment;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One accelerator that somebody asked for.
///
/// @param project whose it is
/// @param profile id of what was asked for
/// @param group which of its groups
/// @param host the machine that it is bound on
/// @param part that it is bound to
/// @param instance the guest that it is bound for
/// @param piece that it has
/// @param attachment how the guest gets hold of that
/// @param reason why it could not be bound or given back
/// @param job the last one that worked on it
public record AcceleratorRequest(UUID id, String project, UUID profile, String profileName, int group, State state,
        Optional<String> host, Optional<UUID> part, Optional<String> instance, Optional<UUID> piece,
        Optional<Attachment> attachment, Optional<String> reason, Optional<UUID> job, Instant created,
        Optional<Instant> updated) {
    /// How far it is.
    public enum State {
        /// Nothing was done with it yet.
        INITIAL("Initial"),
        /// A job prepares a piece for it.
        BIND_STARTED("BindStarted"),
        /// It has its piece.
        BOUND("Bound"),
        /// It gave its piece back.
        UNBOUND("Unbound"),
        /// It could not get one.
        BIND_FAILED("BindFailed"),
        /// Its piece could not be taken back or cleaned; nobody else gets that.
        UNBIND_FAILED("UnbindFailed"),
        /// A job gives its piece back. Clients know no word for that: what they asked for is as good as done.
        UNBINDING("Unbound"),
        /// A job gives its piece back, after which it is gone.
        DELETING("Deleting");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /// In the words of the accelerator API.
        public String word() {
            return word;
        }

        /// Whether nobody has to wait for what comes of binding it.
        public boolean resolved() {
            return this == BOUND || this == BIND_FAILED || this == DELETING;
        }
    }

    /// What a guest is started with to get it.
    public Optional<GuestDevice> guestDevice() {
        return state == State.BOUND && piece.isPresent()
                ? attachment.map(one -> GuestDevice.of(one, piece.get()))
                : Optional.empty();
    }
}
