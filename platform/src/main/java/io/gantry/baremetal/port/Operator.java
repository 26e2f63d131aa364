package io.gantry.baremetal.port;

import java.util.List;

/// How a comparison compares. Longer signs come first, since one begins like another.
enum Operator {
    EQUAL("=="), UNEQUAL("!="), AT_LEAST(">="), AT_MOST("<="), PREFIX("=~"), GREATER(">"), LESS("<");

    static final List<Operator> ALL = List.of(values());

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /// Whether it needs an order.
    boolean orders() {
        return this == AT_LEAST || this == AT_MOST || this == GREATER || this == LESS;
    }

    /// Whether it holds for that result of a comparison.
    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case UNEQUAL -> comparison != 0;
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case LESS -> comparison < 0;
            case PREFIX -> throw new IllegalStateException("a prefix is no comparison");
        };
    }

    boolean holds(String value, String literal) {
        return this == PREFIX ? value.startsWith(literal) : holds(value.compareTo(literal));
    }
}
