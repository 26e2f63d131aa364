package io.gantry.baremetal.port;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// One thing that a trait asks for.
///
/// @param least how many ports must match
/// @param most how many ports a new group has
/// @param distinct in which the ports of a new group differ from each other, each from each
record Action(Kind kind, Filter filter, OptionalInt least, OptionalInt most, List<Variable> distinct) {
    /// What is done.
    enum Kind {
        ATTACH_PORT, ATTACH_PORTGROUP, GROUP_AND_ATTACH_PORTS;

        /// As the file writes it.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether it looks at things of that kind.
        boolean takes(Attachable subject) {
            return (this == ATTACH_PORTGROUP) == (subject instanceof PortGroup);
        }
    }
}
