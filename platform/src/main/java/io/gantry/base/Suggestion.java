package io.gantry.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody meant who mistyped a name.
public final class Suggestion {
    private static final int LONGEST = 64;

    private Suggestion() {}

    /// The known name nearest to `name`, if it is near enough to be worth saying.
    public static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        var wrong = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(wrong, candidate.toLowerCase(Locale.ROOT)) <= Math.max(1,
                        Math.min(wrong.length(), candidate.length()) / 3))
                .min(Comparator.<String>comparingInt(
                        candidate -> distance(wrong, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// ` (did you mean X?)`, or nothing.
    public static String text(String name, Collection<String> known) {
        return of(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    private static int distance(String from, String to) {
        var rows = new int[from.length() + 1][to.length() + 1];
        for (var i = 0; i <= from.length(); i++) {
            for (var j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 ? j : j == 0 ? i : step(rows, from, to, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int step(int[][] rows, String from, String to, int i, int j) {
        var same = from.charAt(i - 1) == to.charAt(j - 1);
        var best = Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        var swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}
