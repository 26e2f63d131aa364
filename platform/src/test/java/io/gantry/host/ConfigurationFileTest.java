package io.gantry.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.plugin.DriverEntry;
import io.gantry.plugin.Mistakes;
import io.gantry.plugin.PluginEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory = Path.of("");

    private Configuration read(String text) throws Exception {
        var mistakes = new Mistakes(Files.writeString(directory.resolve("gantry.yaml"), text).toString());
        var configuration = ConfigurationFile.read(mistakes);
        assertTrue(mistakes.isEmpty(), mistakes.toString());
        return configuration.orElseThrow();
    }

    private List<String> mistakes(String text) throws Exception {
        var file = Files.writeString(directory.resolve("gantry.yaml"), text);
        var mistakes = new Mistakes(file.toString());
        ConfigurationFile.read(mistakes);
        return mistakes.sorted().stream().map(one -> one.line() + ":" + one.column() + ": " + one.message()).toList();
    }

    @Test
    void oneImageMayHave64GiBUnlessTheFileSaysOtherwise() throws Exception {
        assertEquals(64L << 30, read("data: d").largestImage());
        assertEquals(1000, read("images: { largest-bytes: 1000 }").largestImage());
        assertEquals(List.of("1:26: largest-bytes is at least 1, not \"0\""),
                mistakes("images: { largest-bytes: 0 }"));
    }

    @Test
    void readsEverythingInTheOrderOfTheFile() throws Exception {
        var configuration = read("""
                data: state
                http: { host: "::1", port: 1234 }
                plugins:
                  - { id: lab, version: ^1.0.0 }
                  - { id: pci, sha256: %s }
                drivers:
                  second: { driver: lab-deploy, enabled: false, mandatory: true, deadline: 5m, concurrency: 2, rate: 3 }
                  first: { driver: pci }
                """.formatted(HASH));
        assertEquals(directory.resolve("state"), configuration.data().path());
        assertEquals(new Configuration.Http("::1", 1234, Optional.empty(), Optional.empty()), configuration.http());
        assertEquals(List.of(new PluginEntry("lab", "^1.0.0", Optional.empty(), 4, 11),
                new PluginEntry("pci", "*", Optional.of(HASH), 5, 11)), configuration.plugins());
        assertEquals(List.of("second", "first"), configuration.drivers().stream().map(DriverEntry::name).toList());
        var second = configuration.drivers().getFirst();
        assertEquals("lab-deploy", second.driver());
        assertFalse(second.enabled());
        assertTrue(second.mandatory());
        assertEquals(Duration.ofMinutes(5), second.deadline());
        assertEquals(2, second.concurrency());
        assertEquals(1, second.options().getValue().size());
        assertEquals(7, second.line());
    }

    @Test
    void isOnLoopbackUnlessTheFileSaysOtherwise() throws Exception {
        assertTrue(read("data: data").http().loopback());
        assertTrue(read("http: { host: localhost }").http().loopback());
        assertFalse(read("http: { host: 0.0.0.0 }").http().loopback());
        assertFalse(read("http: { host: '::' }").http().loopback());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "daat: x | 1:1: unknown key \"daat\" (did you mean data?)",
            "driver: {} | 1:1: unknown key \"driver\" (did you mean drivers?)",
            "data: 3 | 1:7: data is a path, not \"3\"",
            "http: 8480 | 1:7: http is a mapping of keys to values, not \"8480\"",
            "http: {port: 65536} | 1:14: port is from 0 to 65535, not \"65536\"",
            "http: {prot: 1} | 1:8: unknown key \"prot\" (did you mean port?)",
            "http: {host: example.org} | 1:14: host is localhost or an IP address of this machine, such as 127.0.0.1 or 0.0.0.0",
            "database: {url: 'jdbc:mysql:x'} | 1:17: url begins with jdbc:h2:, the one kind of database that this release knows",
            "plugins: lab | 1:10: plugins is a list, not \"lab\"",
            "plugins: [lab] | 1:11: plugins[0] is a mapping of keys to values, not \"lab\"",
            "plugins: [{version: ^1.0.0}] | 1:11: the key id is missing: Id of the plugin.",
            "plugins: [{id: lab, version: one}] | 1:30: version is a range of versions such as ^1.2.0, >=1.0.0 & <2.0.0 or *",
            "plugins: [{id: lab, version: ''}] | 1:30: version is a range of versions such as ^1.2.0, >=1.0.0 & <2.0.0 or *",
            "plugins: [{id: lab, sha256: abc}] | 1:29: sha256 is 64 hexadecimal digits, as sha256sum prints",
            "plugins: [{id: lab}, {id: lab}] | 1:27: the plugin lab is named twice",
            "drivers: [] | 1:10: drivers is a mapping of keys to values, not a list",
            "drivers: {a: b} | 1:14: a is a mapping with the key driver and the driver's options",
            "drivers: {a: {}} | 1:14: the key driver is missing: Id of the driver.",
            "drivers: {A b: {driver: c}} | 1:11: the name of a driver instance is lower case letters, digits and dashes, at most 64",
            "drivers: {a: {driver: b}, a: {driver: c}} | 1:27: the key \"a\" stands here twice",
            "drivers: {a: {driver: b, root: x, root: y}} | 1:35: the key \"root\" stands here twice",
            "drivers: {a: {driver: b, deadline: 25h}} | 1:36: deadline is from 1ms to 24h, not \"25h\"",
            "drivers: {a: {driver: b, deadline: 0s}} | 1:36: deadline is from 1ms to 24h, not \"0s\"",
            "drivers: {a: {driver: b, concurrency: 0}} | 1:39: concurrency is from 1 to 10000, not \"0\"",
            "drivers: {a: {driver: b, enabled: on}} | 1:35: enabled is true or false, not \"on\"",
            "data: [ | 1:8: not YAML: expected the node content, but found '<stream end>'",
            "`` | 1:1: the file is empty"})
    void namesTheMistakeAndItsPlace(String text, String mistake) throws Exception {
        assertEquals(List.of(mistake), mistakes(text));
    }

    @Test
    void tellsEveryMistakeOfTheHostsPartAtOnce() throws Exception {
        assertEquals(
                List.of("1:1: unknown key \"daat\" (did you mean data?)", "2:15: port is a whole number, not \"x\"",
                        "4:5: the key id is missing: Id of the plugin.",
                        "4:5: unknown key \"name\"; known are id, version, sha256",
                        "6:17: enabled is true or false, not \"maybe\""),
                mistakes("""
                        daat: x
                        http: { port: x }
                        plugins:
                          - name: lab
                        drivers:
                          a: { enabled: maybe, driver: b }
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.yaml", "."})
    void saysWhenTheFileCannotBeRead(String name) {
        var mistakes = new Mistakes(directory.resolve(name).toString());
        assertEquals(Optional.empty(), ConfigurationFile.read(mistakes));
        assertEquals(1, mistakes.sorted().size());
    }

    @Test
    void saysWhenTheFileIsNoText() throws Exception {
        var file = Files.write(directory.resolve("gantry.yaml"), new byte[]{(byte) 0xc3, (byte) 0x28});
        var mistakes = new Mistakes(file.toString());
        ConfigurationFile.read(mistakes);
        assertEquals(file + ":1:1: the file is not UTF-8 text", mistakes.toString());
        Files.writeString(file, "data: x\nhttp: \u0007\n");
        var more = new Mistakes(file.toString());
        ConfigurationFile.read(more);
        assertEquals(file + ":2:1: the character U+0007 is not allowed in YAML", more.toString());
    }
}
