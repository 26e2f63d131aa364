package io.gantry.lab.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// Writes to its machine's disk without end, or does what the disc says and wishes for what the disc says.
public final class SampleProgram {
    private SampleProgram() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var disc = Files.readString(directory.resolve("disc"));
        var facts = MachineFacts.read(directory);
        Files.writeString(directory.resolve("ran"), facts.addresses() + "\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        for (var wish : new String[]{"off", "reboot"}) {
            if (disc.contains("wish=" + wish)) {
                var next = Files.writeString(directory.resolve("wish.next"), wish);
                Files.move(next, directory.resolve("wish"), StandardCopyOption.ATOMIC_MOVE);
                return;
            }
        }
        for (var number = 0L;; number++) {
            Files.writeString(directory.resolve("written"), Long.toString(number));
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
