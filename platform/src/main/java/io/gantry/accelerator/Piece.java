package io.gantry.accelerator;

import io.gantry.api.accelerator.Attachment;
import java.util.Optional;
import java.util.UUID;

/// One piece of a part, which a guest can have: the attach handle of the accelerator API.
///
/// @param id under which its driver attaches it
/// @param part that it belongs to
/// @param present whether the driver still reports it
/// @param request that has it
public record Piece(UUID id, UUID part, Attachment attachment, boolean present, Optional<UUID> request) {
    /// What tells it apart on its machine.
    public static String mark(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Pci(var address, _) -> address;
            case Attachment.Mediated(var parent, var type, var slot) -> parent + "/" + type + "/" + slot;
        };
    }
}
