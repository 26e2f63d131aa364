package io.gantry.baremetal.port;

import java.util.Optional;

/// A filter or a part of one.
sealed interface Expression permits Comparison, IsPort, Chain {
    /// Empty if it holds; else what does not, in words.
    Optional<String> unmet(Attachable subject, Network network);
}
