package io.gantry.compute.server;

import io.gantry.image.KeptImage;
import java.util.Map;
import java.util.Optional;

/// A server that somebody asks for.
///
/// @param host the hypervisor instance that is to have it; empty for any
/// @param count how many like that
public record NewServer(String name, Optional<String> description, Flavor flavor, KeptImage image,
        Map<String, String> metadata, Optional<String> host, int count) {}
