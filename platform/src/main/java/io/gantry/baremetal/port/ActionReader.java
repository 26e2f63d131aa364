package io.gantry.baremetal.port;

import static java.util.stream.Collectors.joining;

import io.gantry.baremetal.port.Action.Kind;
import io.gantry.base.Suggestion;
import io.gantry.plugin.Mistakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads one action of a trait.
final class ActionReader {
    private static final String ACTION = "action";
    private static final String FILTER = "filter";
    private static final String LEAST = "min_count";
    private static final String MOST = "max_count";
    private static final String DISTINCT = "gantry.distinct";
    private static final List<String> KNOWN = List.of(ACTION, FILTER, LEAST, MOST, DISTINCT);
    private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::text).toList();
    private static final int SMALLEST_GROUP = 2;
    /// For three it is not known how to find out quickly whether there is a solution.
    private static final int MOST_DISTINCT = 2;

    private final MappingNode mapping;
    private final Mistakes mistakes;
    private final Mistakes warnings;
    private final Keys keys;

    ActionReader(MappingNode mapping, Mistakes mistakes, Mistakes warnings) {
        this.mapping = mapping;
        this.mistakes = mistakes;
        this.warnings = warnings;
        this.keys = new Keys(mapping, mistakes, KNOWN);
    }

    Optional<Action> action() {
        var kind = keys.required(ACTION, "one of " + String.join(", ", KINDS))
                .flatMap(node -> keys.text(ACTION, node))
                .flatMap(this::kind);
        var filter = keys.required(FILTER, "which ports, such as \"port.category == 'nic-10g'\"")
                .flatMap(node -> keys.text(FILTER, node))
                .flatMap(this::filter);
        var group = kind.filter(Kind.GROUP_AND_ATTACH_PORTS::equals).isPresent();
        var least = keys.whole(LEAST, group ? SMALLEST_GROUP : 0);
        var most = keys.whole(MOST, 1);
        var distinct = distinct();
        if (group) {
            checkGroup(least, most);
        } else {
            kind.ifPresent(one -> checkSingle(one, least, most));
        }
        return kind.isEmpty() || filter.isEmpty()
                ? Optional.empty()
                : Optional.of(new Action(kind.get(), filter.get(), count(least), count(most), distinct));
    }

    private void checkGroup(Optional<Integer> least, Optional<Integer> most) {
        if (keys.find(LEAST).isEmpty()) {
            mistakes.add(mapping, "the key " + LEAST + " is missing: how many ports a group has at least, 2 or more");
        }
        if (least.isPresent() && most.isPresent() && most.get() < least.get()) {
            keys.find(MOST)
                    .ifPresent(node -> mistakes.add(node,
                            MOST + " is at least " + LEAST + ", which is " + least.get() + ", not " + most.get()));
        }
    }

    /// One network goes to one port, whatever is counted.
    private void checkSingle(Kind kind, Optional<Integer> least, Optional<Integer> most) {
        keys.find(DISTINCT)
                .ifPresent(node -> mistakes.add(node,
                        DISTINCT + " is about the ports of one group; it goes with "
                                + Kind.GROUP_AND_ATTACH_PORTS.text()));
        keys.find(LEAST)
                .filter(_ -> least.isPresent() && least.get() != 1)
                .ifPresent(node -> warnings.add(node, kind.text() + " attaches one, the first that matches; "
                        + (least.orElse(0) == 0
                                ? "it never attaches none"
                                : LEAST + " only demands that " + least.orElse(0) + " match")));
        keys.find(MOST)
                .filter(_ -> most.isPresent() && most.get() > 1)
                .ifPresent(node -> warnings.add(node, kind.text() + " attaches one, whatever " + MOST + " is"));
    }

    private Optional<Kind> kind(ScalarNode node) {
        var kind = Arrays.stream(Kind.values()).filter(one -> one.text().equals(node.getValue())).findFirst();
        if (kind.isEmpty()) {
            mistakes.add(node, node.getValue().equals("bond_ports")
                    ? "bond_ports does nothing in Ironic and nothing here; group_and_attach_ports makes a group for a network"
                    : "there is no action " + Keys.quoted(node) + Suggestion.of(node.getValue(), KINDS)
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse("; there are " + String.join(", ", KINDS)));
        }
        return kind;
    }

    private Optional<Filter> filter(ScalarNode node) {
        try {
            var filter = Filter.parse(node.getValue());
            filter.warnings().forEach(warning -> add(warnings, node, warning.column(), warning.message()));
            return Optional.of(filter);
        } catch (FilterMistake e) {
            add(mistakes, node, e.column(), e.text());
            return Optional.empty();
        }
    }

    /// At the very character, if the filter stands in one line as it is; else at its beginning.
    private static void add(Mistakes to, ScalarNode node, int column, String message) {
        var from = node.getStartMark();
        var end = node.getEndMark();
        var quotes = node.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        if (from.getLine() == end.getLine()
                && end.getColumn() - from.getColumn() == node.getValue().length() + 2 * quotes) {
            to.add(from.getLine() + 1, from.getColumn() + quotes + column, message);
        } else {
            to.add(from, "at character " + column + " of the filter: " + message);
        }
    }

    private List<Variable> distinct() {
        var node = keys.find(DISTINCT);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode list)) {
            mistakes.add(node.get(), DISTINCT + " is a list, such as [ " + Variable.SWITCH_ID.text() + " ]");
            return List.of();
        }
        var distinct = new ArrayList<Variable>();
        for (var item : list.getValue()) {
            keys.text(DISTINCT, item).flatMap(this::distinguishing).ifPresent(distinct::add);
        }
        if (list.getValue().size() > MOST_DISTINCT) {
            mistakes.add(list,
                    DISTINCT + " has at most " + MOST_DISTINCT + " variables, not " + list.getValue().size());
        }
        return distinct.stream().distinct().toList();
    }

    private Optional<Variable> distinguishing(ScalarNode node) {
        var variable = Variable.of(node.getValue()).filter(Variable.DISTINGUISHING::contains);
        if (variable.isEmpty()) {
            var names = Variable.DISTINGUISHING.stream().map(Variable::text).toList();
            mistakes.add(node, "ports do not differ in " + Keys.quoted(node) + Suggestion.of(node.getValue(), names)
                    .map(near -> " (did you mean " + near + "?)")
                    .orElse("; they can in " + names.stream().collect(joining(", "))));
        }
        return variable;
    }

    private static OptionalInt count(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
