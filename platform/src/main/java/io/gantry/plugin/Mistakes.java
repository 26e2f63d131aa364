package io.gantry.plugin;

import io.gantry.base.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/// Every mistake found in one file so far. Reading goes on after a mistake, so that all of them are reported at once.
public final class Mistakes {
    private final String file;
    private final List<Mistake> found = new ArrayList<>();

    /// @param file as the operator named it
    public Mistakes(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    public void add(Node at, String message) {
        add(at.getStartMark(), message);
    }

    /// @param at null where the text has no positions
    public void add(@Nullable Mark at, String message) {
        add(at == null ? 1 : at.getLine() + 1, at == null ? 1 : at.getColumn() + 1, message);
    }

    public void add(int line, int column, String message) {
        found.add(new Mistake(file, line, column, message));
    }

    /// Adds those of another file that this one names.
    public void addAll(Mistakes others) {
        found.addAll(others.found);
    }

    /// Adds the mistake and answers that there is no value.
    <T> Optional<T> refuse(Node at, String message) {
        add(at, message);
        return Optional.empty();
    }

    public boolean isEmpty() { return found.isEmpty(); }

    public List<Mistake> sorted() {
        return found.stream().sorted().distinct().toList();
    }

    /// One line for each.
    @Override
    public String toString() {
        return sorted().stream().map(Mistake::toString).collect(Collectors.joining("\n"));
    }
}
