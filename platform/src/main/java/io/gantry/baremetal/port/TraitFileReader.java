package io.gantry.baremetal.port;

import io.gantry.plugin.Document;
import io.gantry.plugin.Mistakes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads what the operator wrote about traits. Reading goes on after a mistake, so that all of them are reported at once.
public final class TraitFileReader {
    private static final List<String> TRAIT_KEYS = List.of("order", "actions");
    private static final Pattern POSSIBLE = Pattern.compile("[A-Z][A-Z0-9_]{0,254}");

    private final Mistakes mistakes;
    private final Mistakes warnings;

    private TraitFileReader(Mistakes mistakes, Mistakes warnings) {
        this.mistakes = mistakes;
        this.warnings = warnings;
    }

    /// What the text says; only without mistakes is that all of it.
    ///
    /// @param warnings gets what is allowed but hardly meant
    public static Optional<PortTraits> read(String text, Mistakes mistakes, Mistakes warnings) {
        var root = Document.compose(text, mistakes);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        var traits = new TraitFileReader(mistakes, warnings).traits(root.get());
        return mistakes.isEmpty() ? Optional.of(new PortTraits(traits)) : Optional.empty();
    }

    private List<PortTrait> traits(MappingNode root) {
        var traits = new ArrayList<PortTrait>();
        for (var tuple : root.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name) {
                if (!POSSIBLE.matcher(name.getValue()).matches()) {
                    warnings.add(name, "no instance has the trait " + Keys.quoted(name)
                            + ": traits are upper case letters, digits and _, such as CUSTOM_DUAL_10GB");
                }
                trait(name, tuple.getValueNode()).ifPresent(traits::add);
            }
        }
        return traits;
    }

    private Optional<PortTrait> trait(ScalarNode name, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            mistakes.add(node, "the trait " + Keys.quoted(name) + " is a mapping with the key actions");
            return Optional.empty();
        }
        var keys = new Keys(mapping, mistakes, TRAIT_KEYS);
        var order = keys.whole("order", Integer.MIN_VALUE);
        var list = keys.required("actions", "the list of what the trait " + name.getValue() + " asks for");
        if (list.isPresent() && !(list.get() instanceof SequenceNode)) {
            mistakes.add(list.get(), "actions is a list; begin each action with a dash");
        }
        var actions = new ArrayList<Action>();
        if (list.orElse(null) instanceof SequenceNode sequence) {
            if (sequence.getValue().isEmpty()) {
                mistakes.add(sequence, "actions is empty; write at least one, or remove the trait");
            }
            for (var item : sequence.getValue()) {
                action(item).ifPresent(actions::add);
            }
        }
        return Optional.of(new PortTrait(name.getValue(), order.orElse(PortTrait.USUAL_ORDER), List.copyOf(actions)));
    }

    private Optional<Action> action(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            mistakes.add(node, "an action is a mapping with the keys action and filter");
            return Optional.empty();
        }
        return new ActionReader(mapping, mistakes, warnings).action();
    }
}
