package io.gantry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// How a test starts the `gantry` command in a process of its own.
///
/// Java keeps what it found out about the classes of one such process in a cache and starts the others in less than half the time. The cache
/// takes classes from jars only, so the command runs from the platform's jar.
public final class HostCommand {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String CLASS_PATH = classPath();
    private static final String MAIN = "io.gantry.cli.Main";
    private static final int PATIENCE = 180;

    private HostCommand() {}

    /// `java` and its arguments, up to where those of `gantry` begin.
    public static List<String> gantry() throws IOException, InterruptedException {
        return command(cache(), CLASS_PATH, MAIN);
    }

    /// `java` and its arguments, up to where those of a program among the tests begin.
    public static List<String> of(Class<?> main) throws IOException, InterruptedException {
        return command(cache(), CLASS_PATH + File.pathSeparator + TARGET.resolve("test-classes"), main.getName());
    }

    private static synchronized List<String> cache() throws IOException, InterruptedException {
        var cache = TARGET.resolve("host.aot");
        var jar = jar();
        if (Files.notExists(cache) || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
            train(cache);
        }
        return Files.exists(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /// Java writes the cache when the host it watches has ended in peace.
    private static void train(Path cache) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("gantry-train-");
        var file = Files.writeString(directory.resolve("gantry.yaml"),
                "data: data\nhttp: { port: 0 }\n" + HostFile.of("keys: { driver: local }"));
        var log = directory.resolve("host.log");
        var command = command(List.of("-XX:AOTCacheOutput=" + cache), CLASS_PATH, MAIN);
        command.addAll(List.of("run", "--config", file.toString(), "--plugins", HostFile.PLUGINS.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (!Files.readString(log).contains("answers at") && System.nanoTime() < deadline) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            process.destroy();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || Files.notExists(cache)) {
                System.out.println("hosts start slowly, for this Java made no cache:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly().onExit().join();
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<String> command(List<String> cache, String classPath, String main) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(cache);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main));
        return command;
    }

    private static String classPath() {
        var jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> path.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        return jar() + File.pathSeparator + jars;
    }

    private static Path jar() {
        try (var files = Files.newDirectoryStream(TARGET, "gantry-platform-*.jar")) {
            for (var file : files) {
                if (!file.toString().endsWith("-sources.jar")) {
                    return file;
                }
            }
        } catch (IOException e) {
            throw new AssertionError("cannot read " + TARGET, e);
        }
        throw new AssertionError(
                "no gantry-platform jar lies in " + TARGET + "; build with Maven, which packs it before the tests");
    }
}
