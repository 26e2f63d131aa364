package io.gantry.image;

import java.util.Optional;

/// What a feature still needs an image for. An image that is needed is not deleted.
@FunctionalInterface
public interface ImageUse {
    /// Who has it, and what to do about that, as the rest of a sentence that begins with `Image 'x' is in use by`.
    Optional<String> of(KeptImage image);
}
