package io.gantry.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.HostProcess;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/vendor.md` tells a vendor to do.
class VendorGuideTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path directory = Path.of("");

    @Test
    void theDriverOfTheGuideBuildsKeepsItsContractAndIsAPlugin() throws Exception {
        assumeTrue(mavenIsThere(), "skipped: there is no mvn on the PATH");
        assumeTrue(VendorRepository.isBuilt(CHECKOUT), "skipped: the contract is not packaged; run mvn verify");
        var files = Guide.files(CHECKOUT.resolve("docs/vendor.md"));
        assertEquals(3, files.size(), "pom, class and test: " + files.keySet());
        Guide.write(files, directory.resolve("acme"));
        try (var repository = VendorRepository.stage(directory.resolve("repository"), downloaded(), CHECKOUT)) {
            build(directory.resolve("acme"), repository);
        }
        var reports = directory.resolve("acme/target/surefire-reports/com.acme.gantry.AcmeFpgaTest.txt");
        assertTrue(Files.readString(reports).contains("Failures: 0, Errors: 0, Skipped: 0"), Files.readString(reports));
        try (var jar = new JarFile(directory.resolve("acme/target/acme-fpga-1.0.0.jar").toFile())) {
            var index = new String(jar.getInputStream(jar.getJarEntry("META-INF/extensions.idx")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertTrue(index.contains("com.acme.gantry.AcmeFpga"), index);
            var manifest = jar.getManifest().getMainAttributes();
            assertEquals(List.of("acme-fpga", "1.0.0", "^1.0.0"),
                    Stream.of("Plugin-Id", "Plugin-Version", "Plugin-Requires").map(manifest::getValue).toList());
            assertFalse(jar.stream().anyMatch(entry -> entry.getName().startsWith("io/gantry/")),
                    "the jar bundles the contract");
        }
        works(directory.resolve("acme/target/acme-fpga-1.0.0.jar"));
    }

    /// Into a running host, tried with an option, and asked for the cards.
    private void works(Path jar) throws Exception {
        Files.createDirectories(directory.resolve("cards/0000:3b:00.0"));
        try (var host = new HostProcess(Files.createDirectory(directory.resolve("host")))) {
            var client = host.client();
            var installed = client.post("/plugins?file=" + jar.getFileName(), BodyPublishers.ofFile(jar));
            assertEquals(200, installed.status(), installed::text);
            assertEquals("Finds the FPGA cards of Acme.",
                    client.get("/drivers/acme-fpga").json().path("description").asText());
            var tried = client.put("/instances/fpga", "{\"driver\": \"acme-fpga\", \"options\": {\"root\": \"%s\"}}"
                    .formatted(directory.resolve("cards")));
            assertEquals(200, tried.status(), tried::text);
            var devices = client.get("/devices?instance=fpga").json().path("devices");
            assertEquals("0000:3b:00.0", devices.path(0).path("id").asText(), devices::toString);
            assertEquals("Acme FPGA", devices.path(0).path("name").asText(), devices::toString);
        }
    }

    private static boolean mavenIsThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn")));
    }

    private static Path downloaded() {
        return Path.of(System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    }

    private void build(Path project, VendorRepository repository) throws IOException, InterruptedException {
        var log = directory.resolve("mvn.log");
        var maven = new ProcessBuilder("mvn", "-q", "-B", "-o", "-Dmaven.repo.local=" + repository.root(), "verify")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(maven.waitFor(4, TimeUnit.MINUTES), () -> "mvn did not end: " + text(log));
            assertEquals(0, maven.exitValue(), () -> text(log));
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
