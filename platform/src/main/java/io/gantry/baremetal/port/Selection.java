package io.gantry.baremetal.port;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// Ports of which no two may have the same first value, nor the same second. Each port is an edge between its two values, and a selection is a
/// matching in the graph of them, so the largest one is found in a time that grows with the number of ports times that of values.
final class Selection {
    private static final int NONE = -1;

    private final List<Port> ports;
    private final int[] left;
    private final int[] right;

    /// @param distinct at most two; where there are less, every port has a value of its own
    Selection(List<Port> ports, List<Variable> distinct) {
        this.ports = ports;
        this.left = values(distinct, 0);
        this.right = values(distinct, 1);
    }

    private int[] values(List<Variable> distinct, int index) {
        var values = new int[ports.size()];
        var known = new HashMap<String, Integer>();
        for (var i = 0; i < values.length; i++) {
            var value = index < distinct.size() ? distinct.get(index).read(ports.get(i)).orElse("") : "" + i;
            values[i] = known.computeIfAbsent(value, _ -> known.size());
        }
        return values;
    }

    /// How many can be selected at once.
    int largest() {
        var all = new boolean[ports.size()];
        Arrays.fill(all, true);
        return largest(all);
    }

    /// Of all selections of that size the one with the more preferred ports: the first port of which it differs from another one is in it.
    ///
    /// @param size at most [#largest]
    List<Port> first(int size) {
        var chosen = new ArrayList<Port>();
        var open = new boolean[ports.size()];
        Arrays.fill(open, true);
        for (var i = 0; i < open.length && chosen.size() < size; i++) {
            if (open[i]) {
                var rest = without(open, i);
                open[i] = false;
                if (chosen.size() + 1 + largest(rest) >= size) {
                    chosen.add(ports.get(i));
                    open = rest;
                }
            }
        }
        return List.copyOf(chosen);
    }

    /// Those that still can be selected beside that port.
    private boolean[] without(boolean[] open, int port) {
        var rest = open.clone();
        for (var i = 0; i < rest.length; i++) {
            rest[i] &= left[i] != left[port] && right[i] != right[port];
        }
        return rest;
    }

    private int largest(boolean[] open) {
        var taken = new int[ports.size()];
        Arrays.fill(taken, NONE);
        var size = 0;
        for (var value = 0; value < left.length; value++) {
            if (augment(value, open, taken, new boolean[ports.size()])) {
                size++;
            }
        }
        return size;
    }

    /// Gives a left value a right one, moving others if need be.
    ///
    /// @param taken by right value: the left value that has it
    private boolean augment(int value, boolean[] open, int[] taken, boolean[] seen) {
        for (var i = 0; i < open.length; i++) {
            if (open[i] && left[i] == value && !seen[right[i]]) {
                seen[right[i]] = true;
                if (taken[right[i]] == NONE || augment(taken[right[i]], open, taken, seen)) {
                    taken[right[i]] = value;
                    return true;
                }
            }
        }
        return false;
    }
}
