package io.gantry.deploy;

import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A workbench that writes down what it is asked for, as a line each.
public final class Recorded implements Workbench {
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Map<String, Object>> answers;

    /// @param answers by the name of the command; nothing for others
    public Recorded(Map<String, Map<String, Object>> answers) {
        this.answers = answers;
    }

    public List<String> asked() {
        return asked;
    }

    @Override
    public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress) {
        asked.add(name + " " + sorted(parameters));
        progress.report(name, 1, 1);
        return answers.getOrDefault(name, Map.of());
    }

    private static Object sorted(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, one) -> sorted.put(String.valueOf(key), sorted(one)));
        return sorted;
    }

    @Override
    public void install(URI medium, String text, Progress progress) {
        asked.add("install " + medium + "\n" + text);
    }

    @Override
    public void startFrom(URI medium) {
        asked.add("start from " + medium);
    }
}
