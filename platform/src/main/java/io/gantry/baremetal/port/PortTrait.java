package io.gantry.baremetal.port;

import java.util.List;
import java.util.OptionalInt;

/// What a trait of an instance means for its ports.
///
/// @param order traits with less are tried first
/// @param actions tried in turn until one can be done; never empty
record PortTrait(String name, int order, List<Action> actions) {
    /// What counts for an instance none of whose traits is in the file.
    static final String DEFAULT = "CUSTOM_DEFAULT_TBN_TRAIT";
    static final int USUAL_ORDER = 1;

    /// The default where the file has none: the first free port.
    static final PortTrait BUILT_IN = new PortTrait(DEFAULT, USUAL_ORDER, List.of(new Action(Action.Kind.ATTACH_PORT,
            new Filter("port.is_port", new IsPort(true), List.of()), OptionalInt.empty(), OptionalInt.of(1),
            List.of())));
}
