package io.gantry.baremetal.port;

import java.util.List;
import java.util.Optional;

/// What carries a network, and why.
///
/// @param attachment empty if nothing does
/// @param failed whether that nothing does is a failure
/// @param reason in a sentence
/// @param trials what was tried, up to the one that succeeded
public record Plan(Optional<Attachment> attachment, boolean failed, String reason, List<Trial> trials) {}
