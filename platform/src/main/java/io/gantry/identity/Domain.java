package io.gantry.identity;

import io.gantry.base.Problem;
import java.util.Optional;

/// The one domain. Clients of OpenStack always name one.
public final class Domain {
    public static final String ID = "default";
    public static final String NAME = "Default";

    private Domain() {}

    /// Whether those name it; who names none means it.
    public static boolean is(Optional<String> id, Optional<String> name) {
        return id.map(ID::equals).orElse(true) && name.map(NAME::equals).orElse(true);
    }

    /// @throws Problem INVALID if it is another one
    public static void require(Optional<String> id) {
        if (!is(id, Optional.empty())) {
            throw Problem.invalid("There is no domain " + id.orElseThrow() + "; there is one domain, " + ID + ".");
        }
    }
}
