package io.gantry.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.Power;
import io.gantry.lab.redfish.LabRedfishOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory = Path.of("");

    @Test
    void believesWhomTheNodeSays() throws Exception {
        var options = new LabRedfishOptions(directory.resolve("machines"))
                .withTls(identity("controller", "ip:127.0.0.1"));
        try (var bench = new Bench(directory, options, Bench.QUICK)) {
            for (var right : List.of("false", directory.resolve("controller.pem").toString())) {
                assertEquals(Power.OFF, bench.driver.power(bench.node(Map.of(Address.VERIFY, right))), right);
            }
            identity("stranger", "ip:127.0.0.1");
            for (var wrong : List.of("true", directory.resolve("stranger.pem").toString())) {
                refused(bench, Kind.UNREACHABLE, wrong);
            }
            refused(bench, Kind.INVALID, directory.resolve("none.pem").toString());
        }
    }

    @Test
    void believesNobodyUnderAnotherName() throws Exception {
        var options = new LabRedfishOptions(directory.resolve("machines")).withTls(identity("other", "dns:other"));
        try (var bench = new Bench(directory, options, Bench.QUICK)) {
            refused(bench, Kind.UNREACHABLE, directory.resolve("other.pem").toString());
            assertEquals(Power.OFF, bench.driver.power(bench.node(Map.of(Address.VERIFY, "false"))));
        }
    }

    private static void refused(Bench bench, Kind kind, String verify) {
        var failure = assertThrows(DriverException.class,
                () -> bench.driver.power(bench.node(Map.of(Address.VERIFY, verify))), verify);
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains(Address.VERIFY), failure.getMessage());
    }

    /// Makes a key with a certificate, and leaves the certificate in a PEM file of that name.
    private SSLContext identity(String name, String subject) throws Exception {
        var file = directory.resolve(name + ".p12");
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + subject,
                "-keystore", file.toString(), "-storepass", PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", name, "-file", directory.resolve(name + ".pem").toString(),
                "-keystore", file.toString(), "-storepass", PASSWORD);
        assertTrue(Files.exists(file));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... words) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
