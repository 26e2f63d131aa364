package io.gantry.identity;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The one table of who may do what: `policy.txt` on the class path, a line an operation. What is not in it nobody may do.
@Singleton
public final class Policy {
    /// Operation, method, path, who.
    private static final int COLUMNS = 4;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final Map<String, Rule> rules;

    Policy() {
        this.rules = read();
    }

    /// The rule of a route; one for GET is one for HEAD too, if that has none of its own.
    ///
    /// @param template of its path, with its variables in braces
    public Optional<Rule> rule(String method, String template) {
        var rule = rules.get(key(method, template));
        return rule == null && "HEAD".equals(method)
                ? Optional.ofNullable(rules.get(key("GET", template)))
                : Optional.ofNullable(rule);
    }

    /// All of them.
    public Collection<Rule> rules() {
        return Collections.unmodifiableCollection(rules.values());
    }

    /// The rules that some text holds; lines that begin with `#` are for people.
    static List<Rule> parse(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Policy::line).toList();
    }

    private static Rule line(String line) {
        var columns = line.split("\\s+", COLUMNS);
        var audited = columns.length == COLUMNS && columns[1].endsWith("!");
        var method = audited ? columns[1].substring(0, columns[1].length() - 1) : columns[columns.length > 1 ? 1 : 0];
        if (columns.length < COLUMNS || !METHODS.contains(method)) {
            throw new IllegalStateException("policy.txt: not operation, method, path and who: " + line);
        }
        var who = new LinkedHashSet<>(Arrays.asList(columns[3].strip().split("\\s*\\|\\s*", -1)));
        for (var one : who) {
            if (!Rule.role(one).map(Role.BUILT_IN::contains).orElse(true)) {
                throw new IllegalStateException("policy.txt: there is no role " + one + ": " + line);
            }
        }
        return new Rule(columns[0], method, columns[2], audited, Collections.unmodifiableSet(who));
    }

    /// An extension of the host that is on the class path brings a file of its own.
    private static Map<String, Rule> read() {
        var all = new HashMap<String, Rule>();
        try {
            for (var file : Collections.list(Policy.class.getClassLoader().getResources("policy.txt"))) {
                for (var rule : parse(text(file))) {
                    if (all.put(key(rule.method(), rule.path()), rule) != null) {
                        throw new IllegalStateException(
                                "policy.txt: two rules for " + rule.method() + " " + rule.path());
                    }
                }
            }
            return Map.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException("the policy cannot be read", e);
        }
    }

    private static String text(URL file) throws IOException {
        try (var stream = file.openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String key(String method, String template) {
        return method + " " + template;
    }
}
