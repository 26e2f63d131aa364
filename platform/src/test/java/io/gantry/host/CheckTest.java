package io.gantry.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the plugins as they ship.
class CheckTest {
    private static final Path SHIPPED = Path.of("target", "plugins").toAbsolutePath();

    @TempDir
    Path directory = Path.of("");

    private List<String> check(String text) throws Exception {
        var file = Files.writeString(directory.resolve("gantry.yaml"), text);
        return Check.of(file.toString(), SHIPPED)
                .mistakes()
                .stream()
                .map(one -> one.line() + ":" + one.column() + ": " + one.message())
                .toList();
    }

    private SortedMap<String, String> everything() throws Exception {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                found.put(file.toString(), Files.isRegularFile(file) ? Files.readString(file) : "");
            }
        }
        return found;
    }

    @Test
    void findsNothingInAFileThatIsRightAndLeavesNothingBehind() throws Exception {
        var text = """
                plugins:
                  - { id: accelerators, version: ^1.0.0 }
                  - { id: local }
                drivers:
                  pci: { driver: pci, root: /sys }
                  keys: { driver: local }
                """;
        assertEquals(List.of(), check(text));
        assertEquals(List.of(directory.toString(), directory.resolve("gantry.yaml").toString()),
                List.copyOf(everything().keySet()));
    }

    @Test
    void tellsEveryMistakeOfEveryPartAtOnce() throws Exception {
        var found = check("""
                http: { hots: 127.0.0.1 }
                plugins:
                  - { id: accelerators, version: ^9.0.0 }
                  - { id: locla }
                  - { id: local, sha256: %s }
                  - { id: transfer }
                drivers:
                  a: { driver: sinle }
                  b: { driver: single, rooot: /sys }
                  c: { driver: direct }
                """.formatted("ab".repeat(32)));
        assertEquals(7, found.size(), found.toString());
        assertEquals("1:9: unknown key \"hots\" (did you mean host?)", found.get(0));
        assertTrue(found.get(1).startsWith("3:11: no version of plugin 'accelerators' is within ^9.0.0"), found.get(1));
        assertTrue(found.get(2).startsWith("4:11: plugin 'locla' is not there (did you mean local?)"), found.get(2));
        assertTrue(found.get(3).startsWith("5:11: ") && found.get(3).contains("its SHA-256 is"), found.get(3));
        assertEquals("8:16: no loaded plugin brings a driver sinle (did you mean single?)", found.get(4));
        assertTrue(found.get(5).startsWith("9:24: unknown key \"rooot\""), found.get(5));
        assertEquals("10:16: no loaded plugin brings a driver direct; plugin deploy does: name it under plugins",
                found.get(6));
    }

    @Test
    void checksTheFileOfPortTraitsToo() throws Exception {
        var text = "bare-metal: { port-traits: traits.yaml }";
        assertEquals(List.of("1:1: there is no such file"), check(text));
        var traits = directory.resolve("traits.yaml");
        Files.writeString(traits, "CUSTOM_A: { actions: [ { action: attach_port, filter: port.is_prt } ] }");
        assertEquals(List.of("1:55: there is no variable port.is_prt (did you mean port.is_port?)"), check(text));
        Files.writeString(traits,
                "CUSTOM_A: { actions: [ { action: attach_port, filter: port.is_port, max_count: 2 } ] }");
        assertEquals(List.of(), check(text));
        var warnings = Check.of(directory.resolve("gantry.yaml").toString(), SHIPPED).warnings();
        assertEquals(List.of(traits + ":1:80: attach_port attaches one, whatever max_count is"),
                warnings.stream().map(Object::toString).toList());
    }

    @Test
    void touchesNothingOfAHostThatHasRun() throws Exception {
        var data = Files.createDirectories(directory.resolve("data/plugins"));
        Files.writeString(data.resolve("note"), "x");
        Files.writeString(directory.resolve("data/gantry.mv.db"), "not ours");
        Files.writeString(directory.resolve("gantry.yaml"),
                "plugins: [{ id: lab }]\ndrivers: { a: { driver: lab-deploy, b: c } }");
        var before = everything();
        assertFalse(Check.of(directory.resolve("gantry.yaml").toString(), SHIPPED).mistakes().isEmpty());
        assertEquals(before, everything());
    }
}
