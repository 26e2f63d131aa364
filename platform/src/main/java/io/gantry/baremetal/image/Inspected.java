package io.gantry.baremetal.image;

import io.gantry.api.deploy.Image;
import java.util.List;
import java.util.Optional;

/// What an image turned out to be.
///
/// @param image with what was found in it; its source is where its bytes are, for an artifact in a registry the blob
/// @param authorization what has to be sent as `Authorization` to read it, beyond what was known before
/// @param evidence sentences for people, in the order things were found out
public record Inspected(Image image, Optional<String> authorization, List<String> evidence) {
    /// Copies the list.
    public Inspected {
        evidence = List.copyOf(evidence);
    }

    /// Without what proves who asks.
    @Override
    public String toString() {
        return "Inspected[" + image + ", " + evidence + "]";
    }
}
