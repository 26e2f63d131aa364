package io.gantry.base;

import java.util.Comparator;

/// A mistake in a file that a person wrote, at a position counted from 1.
public record Mistake(String file, int line, int column, String message) implements Comparable<Mistake> {
    @Override
    public int compareTo(Mistake other) {
        return Comparator.comparing(Mistake::file)
                .thenComparingInt(Mistake::line)
                .thenComparingInt(Mistake::column)
                .thenComparing(Mistake::message)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
