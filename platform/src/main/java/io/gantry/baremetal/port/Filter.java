package io.gantry.baremetal.port;

import java.util.List;
import java.util.Optional;

/// Says which ports and networks go together.
///
/// @param text as it was written
/// @param warnings about what is allowed but hardly meant
record Filter(String text, Expression expression, List<Warning> warnings) {
    /// @param column in the filter, counted from 1
    record Warning(int column, String message) {}

    static Filter parse(String text) throws FilterMistake {
        return new FilterParser(text).filter();
    }

    /// Empty if it matches; else why it does not.
    Optional<String> unmet(Attachable subject, Network network) {
        return expression.unmet(subject, network);
    }
}
