package io.gantry.deploy.custom;

import io.gantry.api.Option;

/// What the operator sets.
///
/// @param trait of nodes whose ramdisk brings its own way to deploy
public record CustomAgentOptions(
        @Option(value = "Trait of the nodes whose ramdisk brings its own way to deploy.", fallback = "CUSTOM_DEPLOY_AGENT") String trait) {}
