package io.gantry.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.cli.Main;
import io.gantry.plugin.Mistakes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void certificates() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")),
                "skipped: needs openssl; on Debian: apt install openssl");
        for (var name : new String[]{"own", "other"}) {
            var made = new ProcessBuilder("/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=IP:127.0.0.1", "-keyout", name + ".key", "-out", name + ".pem")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            var text = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(0, made.waitFor(), text);
        }
    }

    @Test
    void answersWhoTrustsItsCertificate() throws Exception {
        var read = read("http: { port: 0, certificate: own.pem, key: own.key }");
        try (var host = Host.start(read, directory)) {
            assertEquals("https", host.uri().getScheme());
            var clouds = Files.readString(host.cloudsFile());
            assertTrue(clouds.contains("auth_url: " + host.uri() + "/identity/v3"), clouds);
            assertTrue(clouds.contains("cacert: '" + directory.resolve("own.pem") + "'"), clouds);
            assertEquals(0, driverList(host, directory.resolve("own.pem")));
            assertEquals(3, driverList(host, directory.resolve("other.pem")));
        }
    }

    private static int driverList(Host host, Path authority) {
        return Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("driver", "list", "--url", host.uri().toString(), "--password-file",
                        host.passwordFile().toString(), "--ca", authority.toString());
    }

    @Test
    void tellsMistakesWithTheirPlace() throws Exception {
        mistake("certificate: own.pem", "1:22: TLS needs both");
        mistake("certificate: none.pem, key: own.key", "1:22: " + directory.resolve("none.pem") + " cannot be read");
        mistake("certificate: own.key, key: own.key",
                "1:22: " + directory.resolve("own.key") + " holds no certificate");
        mistake("certificate: own.pem, key: own.pem",
                "1:36: " + directory.resolve("own.pem") + " holds no private key");
        mistake("certificate: own.pem, key: other.key", "1:36: " + directory.resolve("other.key")
                + " is not the key of the certificate");
    }

    private static void mistake(String http, String wanted) throws Exception {
        var mistakes = new Mistakes(file("http: { " + http + " }"));
        ConfigurationFile.read(mistakes);
        assertEquals(1, mistakes.sorted().size(), mistakes.sorted()::toString);
        assertTrue(mistakes.sorted().getFirst().toString().contains(":" + wanted), mistakes.sorted()::toString);
    }

    private static Configuration read(String text) throws Exception {
        return ConfigurationFile.read(new Mistakes(file(text))).orElseThrow();
    }

    private static String file(String text) throws Exception {
        return Files.writeString(directory.resolve("gantry.yaml"), text + "\n").toString();
    }
}
