package io.gantry.plugin;

import java.io.StringReader;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads a YAML or JSON text into nodes that know their line and column. Bounded in size, depth and aliases; a key that stands twice is
/// a mistake.
public final class Document {
    /// Characters that a text may have.
    public static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 64;
    private static final int MOST_ALIASES = 50;

    private final Mistakes mistakes;
    private final IdentityHashMap<Node, Boolean> finished = new IdentityHashMap<>();

    private Document(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /// The mapping that the text is, unless it cannot be walked through. With a key that stands twice it is returned all the same, so that
    /// what else is wrong is found too; only without mistakes may it be used.
    public static Optional<MappingNode> compose(String text, Mistakes mistakes) {
        if (text.length() > LONGEST) {
            mistakes.add(1, 1, "the text is longer than " + LONGEST + " characters");
            return Optional.empty();
        }
        try {
            var root = yaml().compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return new Document(mistakes).sound(mapping) ? Optional.of(mapping) : Optional.empty();
            }
            mistakes.add(root == null ? null : root.getStartMark(), root == null
                    ? "the file is empty"
                    : "the file is a mapping of keys to values, not " + Scalars.name(root));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            mistakes.add(mark, "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            mistakes.add(1 + (int) text.codePoints().limit(e.getPosition()).filter(point -> point == '\n').count(), 1,
                    "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            mistakes.add(1, 1, "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /// The mapping that those values are, without positions; for what did not come as text.
    public static MappingNode of(Map<String, ?> values) {
        return (MappingNode) yaml().represent(values);
    }

    /// What a vendor wrote as the fallback of an option.
    static Node value(String text) {
        return yaml().compose(new StringReader(text));
    }

    private static Yaml yaml() {
        var limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        return new Yaml(new SafeConstructor(limits), new Representer(new DumperOptions()), new DumperOptions(), limits,
                new Core());
    }

    /// Looks for keys that stand twice in all of the text, and whether it can be walked through: an alias that contains itself has no end.
    private boolean sound(Node node) {
        if (node instanceof ScalarNode) {
            return true;
        }
        var known = finished.putIfAbsent(node, false);
        if (known != null) {
            if (!known) {
                mistakes.add(node, "the alias refers to something that contains it");
            }
            return known;
        }
        var sound = switch (node) {
            case MappingNode mapping -> soundMapping(mapping);
            case SequenceNode sequence -> {
                var all = true;
                for (var item : sequence.getValue()) {
                    all &= sound(item);
                }
                yield all;
            }
            default -> true;
        };
        finished.put(node, true);
        return sound;
    }

    private boolean soundMapping(MappingNode mapping) {
        Set<String> keys = new HashSet<>();
        var all = true;
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistakes.add(tuple.getKeyNode(), "a key is a word, not " + Scalars.name(tuple.getKeyNode()));
                all = false;
            } else if (!keys.add(key.getValue())) {
                mistakes.add(key, "the key " + Scalars.quoted(key) + " stands here twice");
            }
            all &= sound(tuple.getValueNode());
        }
        return all;
    }

    /// YAML 1.2's core schema: `no` and `on` are words, `12:30` is no number, dates are text.
    private static final class Core extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
            addImplicitResolver(Tag.FLOAT, Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
                    "-+0123456789.");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL|"), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        }
    }
}
