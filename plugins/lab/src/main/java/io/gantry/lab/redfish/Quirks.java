package io.gantry.lab.redfish;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which quirks the server has now.
public final class Quirks {
    private static final Map<Quirk, Integer> TIMES = Map.of(Quirk.CONFLICT_ON_ON, 2, Quirk.IN_POST, 2,
            Quirk.UNAVAILABLE, 3, Quirk.INSERT_FAILS, 2);

    private final Map<Quirk, Integer> left = new ConcurrentHashMap<>();

    /// From now on these and no others; those that pass by themselves begin anew.
    public synchronized void set(Collection<Quirk> quirks) {
        left.clear();
        quirks.forEach(quirk -> left.put(quirk, TIMES.getOrDefault(quirk, Integer.MAX_VALUE)));
    }

    /// Those it has now.
    public synchronized Set<Quirk> all() {
        var all = EnumSet.noneOf(Quirk.class);
        all.addAll(left.keySet());
        return all;
    }

    boolean has(Quirk quirk) {
        return left.containsKey(quirk);
    }

    /// Whether it happens now; counts those that pass by themselves.
    boolean strikes(Quirk quirk) {
        var before = left.get(quirk);
        left.computeIfPresent(quirk,
                (same, times) -> times == 1 ? null : times == Integer.MAX_VALUE ? times : times - 1);
        return before != null;
    }
}
