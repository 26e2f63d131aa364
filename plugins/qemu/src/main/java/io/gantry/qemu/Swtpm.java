package io.gantry.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A guest's TPM: a process of swtpm. Its state is encrypted at rest, and on its way to another host, with keys made of one secret, which it gets through pipes: swtpm takes each
/// of the two from a descriptor of its own, Java gives a child one, and a shell makes two of it.
final class Swtpm {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String KEYS = "IFS= read -r k; exec \"$@\" 3<<KEY 4<<KEY\n$k\nKEY\n$k\nKEY\n";
    private static final String KEY = "fd=%d,mode=aes-256-cbc,kdf=pbkdf2";

    private final QemuOptions options;
    private final Home home;

    Swtpm(QemuOptions options, Home home) {
        this.options = options;
        this.home = home;
    }

    /// Makes a new module with an endorsement key, unless there is one.
    void manufacture(Secret secret) throws IOException, InterruptedException {
        if (Files.isDirectory(home.tpm())) {
            return;
        }
        var next = home.directory().resolve("tpm.next");
        Trees.delete(next);
        Files.createDirectories(next);
        Launch.run(shell(List.of("swtpm_setup", "--tpm2", "--tpmstate", next.toString(), "--createek", "--pcr-banks",
                "sha256", "--overwrite", "--pwdfile-fd", "3", "--cipher", "aes-256-cbc")), input(secret));
        Files.move(next, home.tpm());
    }

    /// Starts it; for a guest that arrives, with no state: that travels with the guest's memory.
    void start(Secret secret, boolean incoming) throws IOException, InterruptedException {
        if (incoming) {
            Trees.delete(home.tpm());
            Files.createDirectories(home.tpm());
        }
        var command = new ArrayList<>(options.launcher());
        command.addAll(List.of("swtpm", "socket", "--tpm2", "--tpmstate", "dir=" + home.tpm(), "--ctrl",
                "type=unixio,path=" + home.tpmSocket() + ",mode=0600", "--pid", "file=" + home.tpmPid(), "--log",
                "file=" + home.tpmLog() + ",level=1", "--terminate", "--key", "pwd" + KEY.formatted(3),
                "--migration-key",
                "pwd" + KEY.formatted(4)));
        var line = new ArrayList<>(List.of("setsid"));
        line.addAll(shell(command));
        var process = new ProcessBuilder(line).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input(secret));
        }
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!Files.exists(home.tpmSocket()) || !Files.exists(home.tpmPid())) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("swtpm ended at once: " + Launch.complaint(home.tpmLog())
                        + Launch.complaint(home.log()));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("swtpm did not open its socket in " + PATIENCE_MILLIS + " ms");
            }
        }
    }

    private static List<String> shell(List<String> command) {
        var line = new ArrayList<>(List.of("sh", "-c", KEYS, "sh"));
        line.addAll(command);
        return line;
    }

    private static byte[] input(Secret secret) throws IOException {
        var bytes = secret.bytes();
        var line = new ByteArrayOutputStream();
        line.write(bytes);
        line.write("\n".getBytes(UTF_8));
        Arrays.fill(bytes, (byte) 0);
        return line.toByteArray();
    }
}
