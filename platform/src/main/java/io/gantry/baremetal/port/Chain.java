package io.gantry.baremetal.port;

import java.util.List;
import java.util.Optional;

/// Parts joined by `&&` and `||`, neither of which binds stronger: what stands left is decided first.
///
/// @param rest never empty
record Chain(Expression first, List<Link> rest) implements Expression {
    /// @param column where its sign stands, counted from 1
    record Link(boolean and, Expression part, int column) {
        String sign() {
            return and ? "&&" : "||";
        }
    }

    @Override
    public Optional<String> unmet(Attachable subject, Network network) {
        var unmet = first.unmet(subject, network);
        for (var link : rest) {
            if (link.and()) {
                unmet = unmet.isPresent() ? unmet : link.part().unmet(subject, network);
            } else if (unmet.isPresent()) {
                var before = unmet.get();
                unmet = link.part().unmet(subject, network).map(other -> before + "; and " + other);
            }
        }
        return unmet;
    }

    /// The first sign that is another than the one before it.
    Optional<Link> mixed() {
        return rest.stream().filter(link -> link.and() != rest.getFirst().and()).findFirst();
    }

    /// With all the parentheses that say how it is read.
    @Override
    public String toString() {
        var text = part(first);
        var and = rest.getFirst().and();
        for (var link : rest) {
            text = (link.and() == and ? text : "(" + text + ")") + " " + link.sign() + " " + part(link.part());
            and = link.and();
        }
        return text;
    }

    private static String part(Expression part) {
        return part instanceof Chain ? "(" + part + ")" : part.toString();
    }
}
