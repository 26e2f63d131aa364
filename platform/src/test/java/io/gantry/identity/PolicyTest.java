package io.gantry.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.host.TestHost;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final Path MAIN = Path.of("src/main/resources/policy.txt");

    @Test
    void everyRouteHasOneRuleAndEveryRuleARoute(@TempDir Path directory) throws Exception {
        try (var host = TestHost.start(directory, "")) {
            var routes = host.bean(Router.class)
                    .uriRoutes()
                    .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                    .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString())
                    .collect(Collectors.toCollection(TreeSet::new));
            var rules = host.bean(Policy.class)
                    .rules()
                    .stream()
                    .filter(rule -> !rule.method().equals("HEAD"))
                    .map(rule -> rule.method() + " " + rule.path())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(String.join("\n", routes), String.join("\n", rules));
        }
    }

    @Test
    void operationsAreNamedOnce() throws Exception {
        var names = Policy.parse(Files.readString(MAIN)).stream().map(Rule::operation).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), names::toString);
    }

    @Test
    void rolesCountInTheScopeThatTheRuleNames() {
        var project = new Scope.Project("0".repeat(32), "p");
        assertTrue(allows("admin", project, "admin"));
        assertTrue(allows("admin", Scope.Wide.SYSTEM, "admin"));
        assertFalse(allows("admin", project, "reader"));
        assertTrue(allows("admin | system:reader", Scope.Wide.SYSTEM, "reader"));
        assertFalse(allows("admin | system:reader", project, "reader"));
        assertTrue(allows("project:member", project, "manager"));
        assertFalse(allows("project:member", Scope.Wide.SYSTEM, "admin"));
        assertFalse(allows("project:member", project, "creator"));
        assertTrue(allows("any", Scope.Wide.NONE, "reader"));
        assertFalse(allows("self", project, "admin"));
    }

    private static boolean allows(String who, Scope scope, String role) {
        var caller = new Caller("1".repeat(32), "somebody", scope, Role.withImplied(Set.of(role)));
        return Policy.parse("x:y GET /x " + who).getFirst().allows(caller, () -> false);
    }

    @Test
    void aLineThatMeansNothingIsRefused() {
        for (var line : new String[]{"x:y GET /x", "x:y FETCH /x any", "x:y GET /x project:king", "x:y GET /x any |"}) {
            assertThrows(IllegalStateException.class, () -> Policy.parse(line), line);
        }
    }

    @Test
    void thePageShowsTheTable() throws Exception {
        var page = page(Files.readString(MAIN));
        var made = Files.writeString(Path.of("target/policy.md"), page);
        assertEquals(page, Files.readString(Path.of("../docs/policy.md")),
                "docs/policy.md is stale; copy " + made.toAbsolutePath() + " over it");
    }

    private static String page(String table) {
        var page = new StringBuilder(
                "# Who may do what\n\nMade from `platform/src/main/resources/policy.txt`, the table "
                        + "that the host itself checks before every request.\n\n```\n");
        table.lines()
                .filter(line -> line.startsWith("# "))
                .forEach(line -> page.append(line.substring(2)).append('\n'));
        page.append("```\n");
        for (var line : table.lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).toList()) {
            if (line.startsWith("## ")) {
                page.append('\n').append(line).append("\n\n| operation | request | who |\n|---|---|---|\n");
            } else {
                var rule = Policy.parse(line).getFirst();
                page.append("| `%s` | `%s %s` | %s |\n".formatted(rule.operation(), rule.method(), rule.path(),
                        String.join(", ", rule.who())));
            }
        }
        return page.toString();
    }
}
