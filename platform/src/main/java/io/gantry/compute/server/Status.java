package io.gantry.compute.server;

/// What clients see of where a server stands.
public enum Status {
    ACTIVE, BUILD, DELETED, ERROR, MIGRATING, PAUSED, SHUTOFF
}
