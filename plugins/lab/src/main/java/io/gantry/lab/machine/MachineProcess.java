package io.gantry.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Where the process of a machine's program begins. It takes the lock that says that it lives, and becomes the program only if the machine is
/// still in the start that it was made for: else a host that was killed while it started a machine would leave a writer on a disk that is thought free.
public final class MachineProcess {
    /// Reachable for as long as the process lives, since a channel that nobody reaches loses its lock.
    private static final AtomicReference<@Nullable Held> LOCK = new AtomicReference<>();

    private MachineProcess() {}

    /// @param arguments the machine's directory, the number of the start, the class of the program
    public static void main(String[] arguments) throws IOException, InterruptedException, ReflectiveOperationException {
        var directory = Path.of(arguments[0]);
        LOCK.set(Held.await(directory.resolve(Board.LOCK)));
        var state = MachineState.read(directory);
        if (!state.on() || state.starts() != Long.parseLong(arguments[1])) {
            return;
        }
        var next = directory.resolve(Board.NUMBER + ".next");
        Files.writeString(next, Long.toString(ProcessHandle.current().pid()));
        Files.move(next, directory.resolve(Board.NUMBER), StandardCopyOption.ATOMIC_MOVE);
        Class.forName(arguments[2])
                .getMethod("main", String[].class)
                .invoke(null,
                        (Object) new String[]{directory.toString()});
    }
}
