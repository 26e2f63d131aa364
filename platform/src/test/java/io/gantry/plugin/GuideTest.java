package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.cli.Main;
import io.gantry.host.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/// The pages about the drivers that come with Gantry are what their classes and texts say, and what they tell people to write works.
class GuideTest {
    private static final Path SHIPPED = Path.of("target", "plugins").toAbsolutePath();
    private static final Path PAGES = Path.of("..", "docs", "drivers");
    private static final List<String> SECTIONS = List.of("## Purpose", "## Host preparation", "## Options",
            "## Sample", "## Verification", "## Troubleshooting");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|sh)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path directory;

    private static final Map<String, String> MADE = new TreeMap<>();

    @BeforeAll
    static void makePages() throws Exception {
        var entries = new ArrayList<PluginEntry>();
        try (var files = Files.newDirectoryStream(SHIPPED)) {
            for (var file : files) {
                entries.add(TestWall.entry(file.getFileName().toString().replaceFirst("-[0-9].*", ""), "*"));
            }
        }
        try (var wall = TestWall.open(directory, SHIPPED, entries)) {
            assertEquals(Map.of(), wall.plugins().problems());
            var types = wall.plugins().types().stream().sorted(Comparator.comparing(DriverType::id)).toList();
            types.forEach(type -> MADE.put(type.id() + ".md", Guide.of(type)));
            MADE.put("README.md", index(types));
        }
        var made = Files.createDirectories(Path.of("target", "guide"));
        for (var page : MADE.entrySet()) {
            Files.writeString(made.resolve(page.getKey()), page.getValue());
        }
    }

    @AfterAll
    static void forget() {
        MADE.clear();
    }

    private static String index(List<DriverType> types) {
        var page = new StringBuilder("""
                # The drivers that come with Gantry

                A driver instance is an entry under `drivers` in the operator's file: a name of your choice, the id of its driver, and the driver's options.
                Relative paths are relative to the file. Every driver keeps what it must remember in `DATA`, in a directory of its own instance. Each page
                is made from the driver itself; `gantry driver guide ID` prints the same page, also for drivers of your own plugins.

                | driver | kind | plugin | what it does |
                |---|---|---|---|
                """);
        for (var type : types) {
            page.append("| [`%s`](%s.md) | `%s` | `%s` | %s |\n".formatted(type.id(), type.id(), type.kind(),
                    type.plugin(), type.description()));
        }
        return page.toString();
    }

    @Test
    void thePagesAreThoseOfTheDrivers() throws IOException {
        var kept = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(PAGES)) {
            for (var file : files) {
                kept.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertEquals(MADE.keySet(), kept.keySet(), "the pages in docs/drivers; copy platform/target/guide there");
        MADE.forEach((name, page) -> assertEquals(page, kept.get(name),
                "docs/drivers/" + name + " is stale; copy platform/target/guide/" + name + " over it"));
    }

    @Test
    void everyPageSaysWhatAnOperatorAsks() {
        MADE.forEach((name, page) -> {
            if (!name.equals("README.md")) {
                var missing = SECTIONS.stream().filter(section -> !page.contains("\n" + section + "\n")).toList();
                assertEquals(List.of(), missing, name);
                assertTrue(page.contains("\n## Hardware\n") || !page.contains("| `accelerators` |"), name);
            }
        });
    }

    @Test
    void everyOptionShowsAnExample() {
        MADE.forEach((name, page) -> {
            var options = page.lines()
                    .filter(line -> line.matches("\\| `[a-z0-9.NAME\\[\\]-]+` \\|.*\\|.*\\|.*\\|.*\\|.*\\|"));
            assertEquals(List.of(), options.filter(line -> line.split(" \\| ", -1)[4].equals("-")).toList(), name);
        });
    }

    @Test
    void theSamplesAreRightAndTheCommandsAreThere() throws IOException {
        for (var page : MADE.entrySet()) {
            var samples = 0;
            for (var block = BLOCK.matcher(page.getValue()); block.find();) {
                if (block.group(1).equals("yaml")) {
                    check(page.getKey(), block.group(2));
                    samples++;
                } else {
                    block.group(2).lines().forEach(line -> parse(page.getKey(), line));
                }
            }
            assertTrue(samples > 0 || page.getKey().equals("README.md"), page.getKey() + " has no sample");
        }
    }

    /// The files with secrets are not here, but a variable is.
    private static void check(String page, String sample) throws IOException {
        var text = sample.replaceAll("\\b(file|credential):[^ ,}\\n\"]+", "env:PATH");
        var file = Files.writeString(directory.resolve("sample.yaml"), text);
        var mistakes = Check.of(file.toString(), SHIPPED).mistakes();
        assertEquals(List.of(), mistakes, page + ":\n" + text);
    }

    private static void parse(String page, String line) {
        var at = line.indexOf("gantry ");
        if (at != 0 && !line.contains("| gantry ")) {
            return;
        }
        var words = line.substring(line.lastIndexOf("gantry ") + "gantry ".length()).replaceFirst("\\s#.*", "").strip();
        try {
            Main.commandLine().parseArgs(words.split("\\s+", -1));
        } catch (ParameterException e) {
            throw new AssertionError(page + " names a command that is none: " + line, e);
        }
    }
}
