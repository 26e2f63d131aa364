package io.gantry.accelerators.sysfs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns of each fault of an object once, however often the object is looked at, and anew when it comes back after it was gone.
public final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
    private static final int MOST = 10_000;

    private final Map<String, String> standing = new ConcurrentHashMap<>();

    /// Something is wrong with the object.
    public void warn(String object, String fault) {
        if (standing.size() < MOST && !fault.equals(standing.put(object, fault))) {
            LOG.warn("{}: {}", object, fault);
        }
    }

    /// Nothing is wrong with the object now.
    public void clear(String object) {
        standing.remove(object);
    }

    /// What is wrong with the object now, for an operator.
    public List<String> of(String object) {
        var fault = standing.get(object);
        return fault == null ? List.of() : List.of("%s is %s.".formatted(object, fault));
    }

    /// What is wrong now.
    public List<String> standing() {
        return standing.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).sorted().toList();
    }
}
