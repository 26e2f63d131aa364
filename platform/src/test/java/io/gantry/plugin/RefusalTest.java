package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.plugin.InstanceStatus.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every file here lies beside a sound plugin, which must work all the same.
class RefusalTest {
    @TempDir
    Path directory;

    @Test
    void tellsWhatIsWrongWithADamagedZip() throws Exception {
        var file = TestPlugin.named("bad").accelerator("bad-driver", "").zip(file("bad.zip"));
        TestPlugin.rewrite(file, bytes -> {
            bytes[bytes.length / 2] ^= 0x55;
            return bytes;
        });
        refused("bad", "bad.zip", "copy or download it again");
    }

    @Test
    void tellsWhatIsWrongWithAFileThatIsNoZipAtAll() throws Exception {
        Files.writeString(file("bad.jar"), "not a jar");
        refused("bad", "bad.jar", "it is no readable jar or zip", "copy or download it again");
    }

    @Test
    void letsNoEntryOutOfThePluginsDirectory() throws Exception {
        zip("bad.zip", "lib/../../escaped.jar");
        refused("bad", "bad.zip", "'lib/../../escaped.jar' reaches outside", "do not trust this file");
        try (var files = Files.walk(directory)) {
            assertEquals(0, files.filter(one -> one.endsWith("escaped.jar")).count());
        }
    }

    @Test
    void letsNoZipBombIn() throws Exception {
        try (var out = new ZipOutputStream(Files.newOutputStream(file("bad.zip")))) {
            TestPlugin.put(out, "lib/bomb.jar", new byte[8 << 20]);
        }
        refused("bad", "bad.zip", "'lib/bomb.jar' unpacks to more than 100 times its size", "do not trust this file");
    }

    @Test
    void wantsAnExtensionIndex() throws Exception {
        TestPlugin.named("bad").accelerator("bad-driver", "").withoutIndex().jar(file("bad.jar"));
        refused("bad", "bad.jar: plugin 'bad' is refused", "no extension index", "annotationProcessorPaths");
    }

    @Test
    void wantsEveryClassOfTheIndex() throws Exception {
        TestPlugin.named("bad")
                .entry(PluginArchive.INDEX, "t.Gone\n".getBytes(StandardCharsets.UTF_8))
                .jar(file("bad.jar"));
        refused("bad", "its extension index names t.Gone, which is not in it", "build it again from clean");
    }

    @Test
    void letsNobodyBringTheApi() throws Exception {
        TestPlugin.named("bad")
                .accelerator("bad-driver", "")
                .entry("io/gantry/api/Driver.class", new byte[0])
                .jar(file("bad.jar"));
        refused("bad", "plugin 'bad' is refused: it bundles the plugin API (io/gantry/api/Driver.class",
                "scope 'provided'");
    }

    @Test
    void wantsARangeOfApis() throws Exception {
        TestPlugin.named("bad").accelerator("bad-driver", "").manifest("Plugin-Requires", "").jar(file("bad.jar"));
        refused("bad", "plugin 'bad' is refused: its manifest has no Plugin-Requires", "add 'Plugin-Requires: ^1.0.0'");
    }

    @Test
    void wantsTheRangeToEnd() throws Exception {
        for (var range : List.of("1.0.0", ">=1.0.0", "*", "soon")) {
            TestPlugin.named("bad")
                    .accelerator("bad-driver", "")
                    .manifest("Plugin-Requires", range)
                    .jar(file("bad.jar"));
            refused("bad", "its Plugin-Requires '" + range + "' is not a range that ends", "write '^1.0.0'");
        }
    }

    @Test
    void wantsTheRangeToHoldThisApi() throws Exception {
        TestPlugin.named("bad")
                .accelerator("bad-driver", "")
                .manifest("Plugin-Requires", "^2.0.0")
                .jar(file("bad.jar"));
        refused("bad", "it requires plugin API ^2.0.0 and this host has 1.0.0",
                "get a version of the plugin for API 1.0.0");
    }

    @Test
    void wantsThePinnedSum() throws Exception {
        var file = TestPlugin.named("bad").accelerator("bad-driver", "").jar(file("bad.jar"));
        sound();
        var pin = "0".repeat(64);
        var entry = new PluginEntry("bad", "*", Optional.of(pin), 3, 7);
        try (var wall = TestWall.open(directory, TestWall.shipped(directory),
                List.of(TestWall.entry("sound", "*"), entry))) {
            says(wall, "bad",
                    file + ": the plugin is refused: its SHA-256 is " + PluginStore.sha256(file) + " and not " + pin);
        }
    }

    @Test
    void letsNoClassEndTheHost() throws Exception {
        for (var call : List.of("System.exit(1)", "Runtime.getRuntime().exit(1)", "Runtime.getRuntime().halt(1)")) {
            TestPlugin.named("bad")
                    .accelerator("bad-driver", "public void close() { " + call + "; }")
                    .jar(file("bad.jar"));
            refused("bad", "plugin 'bad' is refused: its class t/Dbaddriver.class calls ",
                    "would end the host; throw a DriverException");
        }
    }

    @Test
    void letsOnlyOnePluginBringADriver() throws Exception {
        TestPlugin.named("bad").accelerator("sound-driver", "").jar(file("bad.jar"));
        refused("bad", "plugin 'bad' is refused: its driver 'sound-driver' is brought by plugin 'sound' (",
                "take one of the two");
    }

    @Test
    void doesNotChooseBetweenTwoFilesOfOneVersion() throws Exception {
        TestPlugin.named("bad").accelerator("one", "").jar(file("bad.jar"));
        TestPlugin.named("bad").accelerator("two", "").jar(file("other.jar"));
        refused("bad", "is another plugin of the same id and version", "remove one of the two files");
    }

    @Test
    void tellsWhichVersionsThereAre() throws Exception {
        TestPlugin.named("bad").accelerator("bad-driver", "").jar(file("bad.jar"));
        sound();
        try (var wall = TestWall.open(directory, TestWall.shipped(directory),
                List.of(TestWall.entry("sound", "^1.0.0"), TestWall.entry("bad", "^3.1.0"),
                        TestWall.entry("sond", "*")))) {
            says(wall, "bad", "gantry.yaml:1:1: no version of plugin 'bad' is within ^3.1.0; there are 1.0.0 (");
            says(wall, "sond", "gantry.yaml:1:1: plugin 'sond' is not there (did you mean sound?)");
        }
    }

    @Test
    void wantsAConstructorThatItCanCall() throws Exception {
        TestPlugin.named("bad").accelerator("bad-driver", "public Dbaddriver(Thread thread) {}").jar(file("bad.jar"));
        refused("bad", "the constructor of t.Dbaddriver wants a java.lang.Thread",
                "one record of options and a DriverContext");
    }

    private void refused(String id, String... parts) throws Exception {
        sound();
        try (var wall = TestWall.open(directory, List.of("sound", id), TestWall.driver("fine", "sound-driver", "{}"),
                TestWall.driver("poor", "bad-driver", "{}"))) {
            says(wall, id, parts);
            assertEquals(State.OPEN, wall.status("fine").state());
            assertEquals(State.QUARANTINED, wall.status("poor").state());
            assertEquals(List.of(), wall.instances().get(AcceleratorDriver.class, "fine").call().discover());
        }
    }

    private static void says(TestWall wall, String id, String... parts) {
        var cause = wall.plugins().get(id).cause();
        assertEquals(PluginStatus.State.REFUSED, wall.plugins().get(id).state());
        Stream.of(parts)
                .forEach(part -> assertTrue(cause.contains(part), () -> "'" + part + "' is missing in: " + cause));
    }

    private void sound() throws IOException {
        if (!Files.exists(file("sound.jar"))) {
            TestPlugin.named("sound").accelerator("sound-driver", "").jar(file("sound.jar"));
        }
    }

    private void zip(String name, String entry) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(file(name)))) {
            TestPlugin.put(out, entry, new byte[]{1});
        }
    }

    private Path file(String name) throws IOException {
        return TestWall.shipped(directory).resolve(name);
    }
}
