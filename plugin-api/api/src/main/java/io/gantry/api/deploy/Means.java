package io.gantry.api.deploy;

/// What the host can do with a node while it is deployed, besides switching it on and off.
public enum Means {
    /// Start it from a disc that lies elsewhere.
    DISC,
    /// Start it from a ramdisk with an agent that takes commands.
    AGENT
}
