package io.gantry.lab.machine;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One machine of the lab, of which several processes may have an object at the same time: all it knows lies in its directory.
public final class Machine {
    private static final String AGENT = "io.gantry.lab.agent.LabAgent";
    private static final String LOCK = "lock";
    /// Where the program asks for what only the machine can do: `off` or `reboot`.
    private static final String WISH = "wish";

    private final Path directory;
    private final Board board;

    /// The machine in that directory, whether or not it is there yet.
    public Machine(Path directory) {
        this(directory, AGENT, Board.own());
    }

    /// @param program the class that a start from a disc runs
    Machine(Path directory, String program, String classPath) {
        this.directory = directory.toAbsolutePath();
        this.board = new Board(this.directory, program, classPath);
    }

    /// Makes the machine if it is not there, and its disk as large as that; the disk takes no room where nothing was written.
    ///
    /// @param addresses of its ports; those that follow from the name if there are none
    public void prepare(String name, long diskBytes, List<String> addresses)
            throws IOException, InterruptedException {
        var facts = new MachineFacts(name, directory.resolve("disk"),
                addresses.isEmpty() ? MachineFacts.addressesOf(name) : addresses);
        if (prepared(facts, diskBytes)) {
            return;
        }
        try (var _ = hold()) {
            if (prepared(facts, diskBytes)) {
                return;
            }
            facts.write(directory);
            try (var channel = FileChannel.open(facts.disk(), CREATE, WRITE)) {
                if (channel.size() < diskBytes) {
                    channel.write(ByteBuffer.allocate(1), diskBytes - 1);
                }
                channel.truncate(diskBytes);
            }
        }
    }

    private boolean prepared(MachineFacts facts, long diskBytes) throws IOException {
        return exists() && facts().isSameAs(facts) && Files.exists(facts.disk())
                && Files.size(facts.disk()) == diskBytes;
    }

    /// Whether there is a machine in the directory.
    public boolean exists() {
        return MachineFacts.exist(directory);
    }

    /// What it is made of.
    public MachineFacts facts() throws IOException {
        return MachineFacts.read(directory);
    }

    /// What holds now, once what its program wished for is done.
    public MachineState look() throws IOException, InterruptedException {
        var state = MachineState.read(directory);
        return state.ending() || (state.on() && wish().isPresent()) ? change(UnaryOperator.identity()) : state;
    }

    /// Cuts the power; when this returns nothing of it writes to the disk any more.
    public void off() throws IOException, InterruptedException {
        try (var _ = hold()) {
            cut();
        }
    }

    /// Starts it if it is off. A start that finds nothing to run leaves it on, and the file `console` says why.
    public void on() throws IOException, InterruptedException {
        try (var _ = hold()) {
            if (!obeyed().on()) {
                start();
            }
        }
    }

    /// Cuts the power and starts it.
    public void reset() throws IOException, InterruptedException {
        try (var _ = hold()) {
            cut();
            start();
        }
    }

    /// Asks what runs to end. Where no program runs, a system from the disk is taken to run that does as it is asked.
    public void shutDown() throws IOException, InterruptedException {
        try (var _ = hold()) {
            var state = obeyed();
            if (state.on()) {
                state.with(MachineState.ENDING, true).write(directory);
                board.ask();
            }
        }
    }

    /// Counts a non-maskable interrupt, if it is on.
    public void interrupt() throws IOException, InterruptedException {
        change(state -> state.on() ? state.counted(MachineState.INTERRUPTS) : state);
    }

    /// Says what the next start, or every start, is from.
    public void startFrom(BootSource source, boolean once) throws IOException, InterruptedException {
        change(state -> once
                ? state.with(MachineState.ONCE, source.name())
                : state.with(MachineState.ALWAYS, source.name()).with(MachineState.ONCE, null));
    }

    /// Has all starts be from the disk again.
    public void startAsBuilt() throws IOException, InterruptedException {
        change(state -> state.with(MachineState.ALWAYS, null).with(MachineState.ONCE, null));
    }

    /// Puts that disc into the drive instead of any other.
    public void insert(URI image) throws IOException, InterruptedException {
        change(state -> state.with(MachineState.MEDIUM, image.toString()));
    }

    /// Empties the drive.
    public void eject() throws IOException, InterruptedException {
        change(state -> state.with(MachineState.MEDIUM, null));
    }

    /// Has the firmware take these over at the next start; the caller has asked [Firmware] whether it will.
    public void configure(Map<String, String> settings) throws IOException, InterruptedException {
        change(state -> {
            var changed = state;
            for (var setting : settings.entrySet()) {
                changed = changed.with(MachineState.PENDING + setting.getKey(), setting.getValue());
            }
            return changed;
        });
    }

    private Held hold() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        return Held.await(directory.resolve(LOCK));
    }

    private MachineState change(UnaryOperator<MachineState> change) throws IOException, InterruptedException {
        try (var _ = hold()) {
            var before = obeyed();
            var after = change.apply(before);
            // Not the records: what Java generates to compare them would keep the plugin in memory.
            if (!after.values().equals(before.values())) {
                after.write(directory);
            }
            return after;
        }
    }

    /// The state after the machine has done what its program left for it to do.
    private MachineState obeyed() throws IOException, InterruptedException {
        var state = MachineState.read(directory);
        if (!state.on()) {
            return state;
        }
        var wish = wish().orElse("");
        if (wish.equals("off") || (state.ending() && !board.runs())) {
            cut();
        } else if (wish.equals("reboot")) {
            cut();
            start();
        }
        return MachineState.read(directory);
    }

    /// Only what is written to its end counts.
    private Optional<String> wish() throws IOException {
        try {
            return Optional.of(Files.readString(directory.resolve(WISH)).strip())
                    .filter(wish -> wish.equals("off") || wish.equals("reboot"));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Off is written first: a process that was about to begin must not begin then.
    private void cut() throws IOException, InterruptedException {
        MachineState.read(directory).with(MachineState.POWER, false).with(MachineState.ENDING, false).write(directory);
        board.end();
        Files.deleteIfExists(directory.resolve(WISH));
    }

    private void start() throws IOException, InterruptedException {
        board.end();
        Files.deleteIfExists(directory.resolve(WISH));
        var before = MachineState.read(directory);
        var source = before.next();
        var state = before.pendingTakenOver()
                .with(MachineState.ONCE, null)
                .with(MachineState.POWER, true)
                .counted(MachineState.STARTS);
        state.write(directory);
        Files.writeString(directory.resolve("console"), "start %d from %s: %s%n".formatted(state.starts(), source,
                source == BootSource.CDROM ? startFromDisc(state) : "nothing runs"));
    }

    private String startFromDisc(MachineState state) throws IOException, InterruptedException {
        var medium = state.medium();
        if (medium.isEmpty()) {
            return "there is no disc, nothing runs";
        }
        try {
            var disc = Disc.read(medium.get());
            Files.writeString(directory.resolve("disc"), disc.text());
            if (disc.runs()) {
                board.run(state.starts());
            }
            return disc.kind() + " of " + medium.get();
        } catch (IOException unreadable) {
            return "the disc %s cannot be read: %s, nothing runs".formatted(medium.get(), unreadable.getMessage());
        }
    }
}
