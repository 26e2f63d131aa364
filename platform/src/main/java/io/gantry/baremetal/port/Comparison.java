package io.gantry.baremetal.port;

import java.util.Optional;

/// A variable compared to a literal. What is not known matches nothing, whatever the comparison.
///
/// @param number the literal where the variable is a number, else 0
record Comparison(Variable variable, Operator operator, String literal, long number) implements Expression {
    @Override
    public Optional<String> unmet(Attachable subject, Network network) {
        return switch (variable.kind()) {
            case TEXT -> text(variable.read(subject));
            case NETWORK -> text(network.name());
            case NUMBER -> number(variable.read(subject));
            case SET -> tags(network) ? Optional.empty() : failed("the network's tags are " + network.tags());
            case TEST -> operator == Operator.UNEQUAL ? Optional.empty() : failed("it is no text");
        };
    }

    private Optional<String> text(Optional<String> value) {
        if (value.isEmpty()) {
            return failed("that is not known");
        }
        return operator.holds(value.get(), literal) ? Optional.empty() : failed("it is '" + value.get() + "'");
    }

    private Optional<String> number(Optional<String> value) {
        if (value.isEmpty()) {
            return failed("that is not known");
        }
        var known = WholeNumber.of(value.get());
        if (known.isEmpty()) {
            return failed("it is '" + value.get() + "', which is no whole number");
        }
        return operator.holds(Long.compare(known.get(), number))
                ? Optional.empty()
                : failed("it is " + value.get());
    }

    private boolean tags(Network network) {
        return switch (operator) {
            case EQUAL -> network.tags().contains(literal);
            case UNEQUAL -> !network.tags().contains(literal);
            default -> network.tags().stream().anyMatch(tag -> tag.startsWith(literal));
        };
    }

    private Optional<String> failed(String why) {
        return Optional.of(this + " does not hold: " + why);
    }

    @Override
    public String toString() {
        return variable.text() + " " + operator.sign() + " '" + literal + "'";
    }
}
