package io.gantry.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {
    @TempDir
    Path directory = Path.of("");

    private String file() {
        return directory.resolve("gantry.yaml").toString();
    }

    private Optional<Sample> bind(String text, Mistakes mistakes) {
        var environment = Map.of("GANTRY_TEST", "from the environment", "CREDENTIALS_DIRECTORY",
                directory.resolve("credentials").toString());
        return Document.compose(text, mistakes)
                .flatMap(node -> new Binder(mistakes, environment).bind(Sample.class, node))
                .filter(_ -> mistakes.isEmpty());
    }

    private List<String> mistakes(String text) {
        var mistakes = new Mistakes(file());
        assertEquals(Optional.empty(), bind(text, mistakes), text);
        return mistakes.sorted().stream().map(one -> one.line() + ":" + one.column() + ": " + one.message()).toList();
    }

    private Sample sample(String text) {
        var mistakes = new Mistakes(file());
        return bind(text, mistakes).orElseThrow(() -> new AssertionError(mistakes.toString()));
    }

    @Test
    void takesFallbacksForWhatIsLeftOut() {
        var sample = sample("name: r7");
        assertEquals("r7", sample.name());
        assertTrue(sample.careful());
        assertEquals(4, sample.maxFlows());
        assertEquals(1_000_000_000_000L, sample.bytes());
        assertEquals(0.5, sample.ratio());
        assertEquals(Duration.ofSeconds(30), sample.timeout());
        assertEquals(Path.of("/sys"), sample.root());
        assertEquals(Optional.empty(), sample.endpoint());
        assertEquals(Sample.Mode.POWER_ON, sample.mode());
        assertEquals(List.of(), sample.lanes());
        assertEquals(Map.of(), sample.pauses());
        assertEquals(List.of("a", "b"), sample.words());
    }

    @Test
    void takesEveryTypeAsItIsWritten() throws Exception {
        hidden("password", "from a file\n".getBytes(UTF_8));
        var sample = sample("""
                { name: "8", careful: false, max-flows: 64, bytes: 9223372036854775807, ratio: 1, timeout: 100ms, root: sys,
                  endpoint: "https://bmc/redfish", mode: power-off, password: "file:password", lanes: [0, 1],
                  pauses: { b: 2h, a: 1m }, inner: [{ key: k, weight: 2 }], words: [] }
                """);
        assertEquals("8", sample.name());
        assertFalse(sample.careful());
        assertEquals(Long.MAX_VALUE, sample.bytes());
        assertEquals(1.0, sample.ratio());
        assertEquals(directory.resolve("sys"), sample.root());
        assertEquals(Optional.of(URI.create("https://bmc/redfish")), sample.endpoint());
        assertEquals("from a file", sample.password().orElseThrow().text());
        assertEquals(List.of("b", "a"), List.copyOf(sample.pauses().keySet()));
        assertEquals(List.of(new Sample.Inner("k", 2)), sample.inner());
        assertEquals(List.of(), sample.words());
    }

    @Test
    void readsSecretsFromTheEnvironmentAndBinaryFilesAsTheyAre() throws Exception {
        assertEquals("from the environment",
                sample("{name: a, password: env:GANTRY_TEST}").password().orElseThrow().text());
        byte[] binary = {1, 2, 3, '\n'};
        hidden("key", binary);
        assertArrayEquals(binary,
                sample("{name: a, password: file:key}").password().orElseThrow().bytes());
    }

    private void hidden(String name, byte[] bytes) throws IOException {
        var file = directory.resolve(name);
        Files.write(file, bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void readsSecretsFromTheCredentialsOfSystemd() throws Exception {
        Files.createDirectory(directory.resolve("credentials"));
        hidden("credentials/vault", "handed over\n".getBytes(UTF_8));
        assertEquals("handed over", sample("{name: a, password: 'credential:vault'}").password().orElseThrow().text());
        assertTrue(mistakes("{name: a, password: 'credential:gone'}").getFirst().contains("there is no file"));
        assertTrue(mistakes("{name: a, password: 'credential:../key'}").getFirst().contains("without /"));
        var mistakes = new Mistakes(file());
        var node = Document.compose("{name: a, password: 'credential:vault'}", mistakes).orElseThrow();
        assertEquals(Optional.empty(), new Binder(mistakes, Map.of()).bind(Sample.class, node));
        assertTrue(mistakes.toString().contains("LoadCredential=vault:PATH"), mistakes.toString());
    }

    @Test
    void refusesASecretThatEveryUserCanRead() throws Exception {
        hidden("password", "from a file\n".getBytes(UTF_8));
        Files.setPosixFilePermissions(directory.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                List.of("1:21: password: every user of this machine can read " + directory.resolve("password")
                        + "; run: chmod o-rwx " + directory.resolve("password")),
                mistakes("{name: a, password: 'file:password'}"));
    }

    /// Each line is a snippet and the one mistake in it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{name: a, nmae: b} | 1:11: unknown key \"nmae\" (did you mean name?)",
            "{name: a, max_flows: 3} | 1:11: unknown key \"max_flows\" (did you mean max-flows?)",
            "{name: a, maxFlows: 3} | 1:11: unknown key \"maxFlows\" (did you mean max-flows?)",
            "{timeout: 1s} | 1:1: the key name is missing: Name of the rack.",
            "{name: 8} | 1:8: name is a text, not \"8\"; write it in quotes",
            "{name: true} | 1:8: name is a text, not \"true\"; write it in quotes",
            "{name: } | 1:7: name has no value; give it one or remove the key",
            "{name: [a]} | 1:8: name is a text, not a list",
            "{name: {a: b}} | 1:8: name is a text, not a mapping",
            "{name: a, careful: yes} | 1:20: careful is true or false, not \"yes\"",
            "{name: a, careful: 1} | 1:20: careful is true or false, not \"1\"",
            "{name: a, max-flows: 0} | 1:22: max-flows is from 1 to 64, not \"0\"",
            "{name: a, max-flows: 65} | 1:22: max-flows is from 1 to 64, not \"65\"",
            "{name: a, max-flows: 99999999999} | 1:22: max-flows is from 1 to 64, not \"99999999999\"",
            "{name: a, max-flows: 2.5} | 1:22: max-flows is a whole number, not \"2.5\"",
            "{name: a, max-flows: 1e999999999} | 1:22: max-flows is from 1 to 64, not \"1e999999999\"",
            "{name: a, max-flows: four} | 1:22: max-flows is a whole number, not \"four\"",
            "{name: a, max-flows: '4'} | 1:22: max-flows is a whole number, not \"4\"",
            "{name: a, max-flows: 12:30} | 1:22: max-flows is a whole number, not \"12:30\"",
            "{name: a, bytes: -1} | 1:18: bytes is at least 0, not \"-1\"",
            "{name: a, bytes: 9223372036854775808} | 1:18: bytes is from 0 to 9223372036854775807, not \"9223372036854775808\"",
            "{name: a, ratio: 1.01} | 1:18: ratio is from 0 to 1, not \"1.01\"",
            "{name: a, ratio: .nan} | 1:18: ratio is a number, not \".nan\"",
            "{name: a, timeout: 30} | 1:20: timeout is a duration such as 500ms, 30s, 5m or 2h, not \"30\"",
            "{name: a, timeout: 5 m} | 1:20: timeout is a duration such as 500ms, 30s, 5m or 2h, not \"5 m\"",
            "{name: a, timeout: PT5M} | 1:20: timeout is a duration such as 500ms, 30s, 5m or 2h, not \"PT5M\"",
            "{name: a, timeout: 2h} | 1:20: timeout is from 100ms to 1h, not \"2h\"",
            "{name: a, timeout: 99ms} | 1:20: timeout is from 100ms to 1h, not \"99ms\"",
            "{name: a, root: ''} | 1:17: root is a path, not \"\"",
            "{name: a, root: \"\\0\"} | 1:17: root is a path, not \"?\"",
            "{name: a, endpoint: bmc} | 1:21: endpoint is a URI such as https://host/path, not \"bmc\"",
            "{name: a, endpoint: 'https://a b'} | 1:21: endpoint is a URI such as https://host/path, not \"https://a b\"",
            "{name: a, mode: power-onn} | 1:17: mode is one of power-on, power-off, not \"power-onn\" (did you mean power-on?)",
            "{name: a, mode: POWER_ON} | 1:17: mode is one of power-on, power-off, not \"POWER_ON\" (did you mean power-on?)",
            "{name: a, password: env:NOT_THERE} | 1:21: password: the environment variable NOT_THERE is not set",
            "{name: a, lanes: 1} | 1:18: lanes is a list, not \"1\"",
            "{name: a, lanes: [1, two]} | 1:22: lanes[1] is a whole number, not \"two\"",
            "{name: a, pauses: [1s]} | 1:19: pauses is a mapping of keys to values, not a list",
            "{name: a, pauses: {x: 1}} | 1:23: pauses.x is a duration such as 500ms, 30s, 5m or 2h, not \"1\"",
            "{name: a, inner: [{weight: 1}]} | 1:19: the key key is missing: A key.",
            "{name: a, inner: [{key: k, wieght: 1}]} | 1:28: unknown key \"wieght\" (did you mean weight?)",
            "{name: a, inner: [{key: forbidden}]} | 1:19: these options do not go together: forbidden is not a key",
            "{name: a, inner: [k]} | 1:19: inner[0] is a mapping of keys to values, not \"k\"",
            "{name: a, name: b} | 1:11: the key \"name\" stands here twice",
            "{name: a, [k]: b} | 1:11: a key is a word, not a list",
            "{name: a, <<: {careful: false}} | 1:11: unknown key \"<<\"; known are name, careful, max-flows, bytes, ratio, timeout, root, endpoint, mode, password, lanes, pauses, inner, words",
            "[name] | 1:1: the file is a mapping of keys to values, not a list",
            "name | 1:1: the file is a mapping of keys to values, not \"name\"",
            "{name: a, lanes: &x [*x]} | 1:18: the alias refers to something that contains it",
            "{name: *nobody} | 1:8: not YAML: found undefined alias nobody"})
    void namesTheMistakeAndItsPlace(String text, String mistake) {
        assertEquals(List.of(mistake), mistakes(text));
    }

    @Test
    void tellsEveryMistakeAtOnceInTheOrderOfTheFile() {
        assertEquals(List.of("1:1: the key name is missing: Name of the rack.",
                "1:12: max-flows is from 1 to 64, not \"0\"",
                "2:1: unknown key \"tiemout\" (did you mean timeout?)", "4:5: lanes[0] is a whole number, not \"a\"",
                "5:5: lanes[1] is a whole number, not \"b\""), mistakes("""
                        max-flows: 0
                        tiemout: 3s
                        lanes:
                          - a
                          - b
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "'file:'", "12345", "[hunter2]", "{hunter2: 1}", "'env:'",
            "'credential:'", "'hunter2:x'"})
    void neverRepeatsASecretThatStandsInTheFile(String value) {
        var found = mistakes("{name: a, password: " + value + "}");
        assertEquals(1, found.size());
        assertTrue(found.getFirst().startsWith("1:21: password is "), found.toString());
        assertFalse(found.toString().contains("hunter2") || found.toString().contains("12345"), found.toString());
    }

    @Test
    void saysWhichSecretFileIsMissing() {
        assertEquals(List.of("1:21: password: there is no file " + directory.resolve("gone")),
                mistakes("{name: a, password: 'file:gone'}"));
    }

    @Test
    void boundsWhatATextCanMakeItDo() {
        assertTrue(mistakes("[".repeat(5000)).getFirst().contains("not YAML"));
        assertTrue(mistakes("name: " + "a".repeat(Document.LONGEST)).getFirst().contains("longer than"));
        var bomb = new StringBuilder("l0: &l0 [a, a]\n");
        for (var i = 1; i < 60; i++) {
            bomb.append("l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertTrue(mistakes(bomb.toString()).getFirst().contains("not YAML"));
    }

    @Test
    void suggestsAKeyThatTheHostReadsItself() {
        var mistakes = new Mistakes(file());
        var node = Document.compose("{mandatry: true}", mistakes).orElseThrow();
        var entry = new DriverEntry("a", "b", true, false, Duration.ofSeconds(1), 1, java.util.Optional.empty(), node,
                file(), 1, 1);
        assertEquals(Optional.empty(), new Binder(mistakes).bind(Sample.Nothing.class, entry));
        assertEquals("unknown key \"mandatry\" (did you mean mandatory?)", mistakes.sorted().getFirst().message());
    }
}
