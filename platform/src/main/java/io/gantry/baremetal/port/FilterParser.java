package io.gantry.baremetal.port;

import io.gantry.base.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads a filter. The grammar is Ironic's, where `&&` and `||` bind alike and are read from left to right:
///
/// ```
/// filter     = term { ( "&&" | "||" ) term }
/// term       = comparison | "port.is_port" | "port.is_portgroup" | "(" filter ")"
/// comparison = variable ( "==" | "!=" | ">=" | ">" | "<=" | "<" | "=~" ) literal
/// literal    = "'" { letter | digit | "_" | "." | "-" } "'"
/// ```
///
/// Only the literals of our own variables may also hold `:` and `/`, of which the names of switches and cards are made.
final class FilterParser {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 100;
    private static final Pattern VARIABLE = Pattern.compile("[a-z]+\\.[a-z_]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");

    private final String text;
    private final List<Filter.Warning> warnings = new ArrayList<>();
    private int position;
    private int depth;

    FilterParser(String text) {
        this.text = text;
    }

    Filter filter() throws FilterMistake {
        if (text.length() > LONGEST) {
            throw new FilterMistake(1, "the filter is longer than " + LONGEST + " characters");
        }
        var expression = chain();
        if (position < text.length()) {
            throw text.charAt(position) == ')'
                    ? mistake("there is no ( to this )")
                    : mistake("&&, || or the end is expected, not " + here());
        }
        return new Filter(text, expression, List.copyOf(warnings));
    }

    private Expression chain() throws FilterMistake {
        var first = term();
        var rest = new ArrayList<Chain.Link>();
        for (var and = sees("&&"); and || sees("||"); and = sees("&&")) {
            var column = position + 1;
            position += 2;
            rest.add(new Chain.Link(and, term(), column));
        }
        if (rest.isEmpty()) {
            return first;
        }
        var chain = new Chain(first, List.copyOf(rest));
        chain.mixed()
                .ifPresent(link -> warnings.add(new Filter.Warning(link.column(),
                        "&& and || stand beside each other; neither binds stronger, so this is read as " + chain
                                + "; write the parentheses")));
        return chain;
    }

    private Expression term() throws FilterMistake {
        if (!sees("(")) {
            return comparison();
        }
        var column = position + 1;
        if (++depth > DEEPEST) {
            throw mistake("parentheses are nested deeper than " + DEEPEST);
        }
        position++;
        var inner = chain();
        if (!sees(")")) {
            throw position == text.length()
                    ? new FilterMistake(column, "this ( is never closed")
                    : mistake("&&, || or ) is expected, not " + here());
        }
        position++;
        depth--;
        return inner;
    }

    private Expression comparison() throws FilterMistake {
        skip();
        var column = position + 1;
        var variable = variable();
        var operator = Operator.ALL.stream().filter(one -> sees(one.sign())).findFirst();
        if (operator.isPresent()) {
            position += operator.get().sign().length();
            return comparison(variable, operator.get(), column);
        }
        if (variable.kind() == Variable.Kind.TEST) {
            return new IsPort(variable == Variable.IS_PORT);
        }
        throw mistake(sees("=")
                ? "= compares nothing; write =="
                : variable.text() + " is compared by one of == != >= > <= < =~, not " + here());
    }

    private Comparison comparison(Variable variable, Operator operator, int column) throws FilterMistake {
        skip();
        var at = position + 1;
        var literal = literal(variable);
        var number = 0L;
        switch (variable.kind()) {
            case NUMBER -> {
                refuse(operator == Operator.PREFIX, column,
                        variable.text() + " is a number, which begins with nothing");
                number = WholeNumber.of(literal)
                        .orElseThrow(() -> new FilterMistake(at,
                                variable.text() + " is compared to a whole number such as '10000', not '" + literal
                                        + "'"));
            }
            case SET -> refuse(operator.orders(), column,
                    variable.text() + " is a set, which is compared by ==, != and =~ only");
            case TEST -> {
                refuse(operator.orders() || operator == Operator.PREFIX, column,
                        variable.text() + " is true or false, and stands alone");
                warnings.add(new Filter.Warning(column, variable.text() + " is no text, so this is always "
                        + (operator == Operator.UNEQUAL) + "; write it alone"));
            }
            case TEXT, NETWORK -> {
                // Every operator will do.
            }
        }
        return new Comparison(variable, operator, literal, number);
    }

    private static void refuse(boolean wrong, int column, String message) throws FilterMistake {
        if (wrong) {
            throw new FilterMistake(column, message);
        }
    }

    private Variable variable() throws FilterMistake {
        var match = VARIABLE.matcher(text).region(position, text.length());
        if (!match.lookingAt()) {
            throw mistake(switch (position < text.length() ? text.charAt(position) : ' ') {
                case '!' -> "there is no negation; compare by !=";
                case '\'', '"' -> "a literal stands right of a comparison only";
                default -> "a variable such as port.category or ( is expected, not " + here();
            });
        }
        var name = match.group();
        var variable = Variable.of(name)
                .orElseThrow(() -> mistake("there is no variable " + name + Suggestion.of(name, Variable.NAMES)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("; there are " + String.join(", ", Variable.NAMES))));
        position = match.end();
        return variable;
    }

    private String literal(Variable variable) throws FilterMistake {
        if (!sees("'")) {
            throw mistake("a literal in single quotes such as '10000' is expected, not " + here());
        }
        var begin = position + 1;
        position = begin;
        while (position < text.length() && allowed(text.charAt(position), variable)) {
            position++;
        }
        if (position == text.length()) {
            throw new FilterMistake(begin, "this ' is never closed");
        }
        if (text.charAt(position) != '\'') {
            throw mistake(
                    "a literal consists of letters, digits, _ . and -" + (variable.ours() ? " : /" : "") + ", not "
                            + shown(text.substring(position, text.offsetByCodePoints(position, 1)))
                            + (variable == Variable.ADDRESS
                                    ? "; of an address only what stands before its first : can be compared, by =~"
                                    : ""));
        }
        return text.substring(begin, position++);
    }

    private static boolean allowed(char c, Variable variable) {
        return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0)
                || (variable.ours() && ":/".indexOf(c) >= 0);
    }

    private boolean sees(String sign) {
        skip();
        return text.startsWith(sign, position);
    }

    private void skip() {
        while (position < text.length() && " \t\f\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private FilterMistake mistake(String message) {
        return new FilterMistake(position + 1, message);
    }

    /// What stands at the position.
    private String here() {
        if (position >= text.length()) {
            return "the end";
        }
        var word = WORD.matcher(text).region(position, text.length());
        return shown(word.lookingAt()
                ? word.group()
                : text.substring(position, text.offsetByCodePoints(position, 1)));
    }

    private static String shown(String piece) {
        return piece.isBlank() ? "a blank" : piece.chars().anyMatch(Character::isISOControl) ? "that character" : piece;
    }
}
