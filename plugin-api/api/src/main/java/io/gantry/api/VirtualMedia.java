package io.gantry.api;

import io.gantry.api.hardware.Node;
import java.net.URI;
import java.util.Optional;

/// Role of a [HardwareDriver] whose controller can show its node an optical disc that lies elsewhere.
public interface VirtualMedia {
    /// Shows that disc, instead of any other; idempotent.
    ///
    /// @param image an `http:` or `https:` URI that the controller reads
    void insert(Node node, URI image) throws InterruptedException;

    /// Shows none; idempotent.
    void eject(Node node) throws InterruptedException;

    /// What it shows now.
    Optional<URI> inserted(Node node) throws InterruptedException;
}
