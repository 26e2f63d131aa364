package io.gantry.baremetal.port;

/// What the operator decides beside the file.
///
/// @param usualTrait whether an instance none of whose traits is in the file gets the default
/// @param required whether it is a failure if no port is found
public record Switches(boolean usualTrait, boolean required) {
    public static final Switches USUAL = new Switches(true, true);
}
