package io.gantry.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = "io.gantry.pkcs11.SoftHsm#isInstalled", disabledReason = SoftHsm.MISSING)
class RestartTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void keysSurviveTheProcessThatMadeThem() throws Exception {
        Files.createDirectory(directory.resolve("tokens"));
        Files.writeString(directory.resolve("softhsm2.conf"),
                "directories.tokendir = " + directory.resolve("tokens") + "\nlog.level = ERROR\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "restart", "--pin", "1234", "--so-pin", "5678");
        var sealed = program("put", "kept over the restart");
        assertEquals("kept over the restart", program("get", sealed));
        assertEquals("kept over the restart", program("get", program("put", "kept over the restart")));
        assertEquals(Base64.getDecoder().decode(sealed).length, 41 + "kept over the restart".length());
    }

    private String program(String what, String text) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return run(java, "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Program.class.getName(), what, text).strip();
    }

    private String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    /// Seals or opens one secret in a process of its own, and ends without closing anything.
    static final class Program {
        private static final SecretId ID = new SecretId("p", "s");

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            var store = new Pkcs11KeyStore(
                    new Pkcs11Options(SoftHsm.library(), Optional.of("restart"), Optional.empty(),
                            new Secret(SoftHsm.PIN.getBytes(UTF_8)), 1, 1));
            System.out.println(arguments[0].equals("put")
                    ? Base64.getEncoder().encodeToString(store.put(ID, new Secret(arguments[1].getBytes(UTF_8))))
                    : store.get(ID, Base64.getDecoder().decode(arguments[1])).orElseThrow().text());
        }
    }
}
