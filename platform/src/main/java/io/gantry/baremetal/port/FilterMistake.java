package io.gantry.baremetal.port;

/// What is wrong with a filter.
final class FilterMistake extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    /// @param column in the filter, counted from 1
    FilterMistake(int column, String message) {
        super(message, null, false, false);
        this.column = column;
    }

    int column() {
        return column;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
