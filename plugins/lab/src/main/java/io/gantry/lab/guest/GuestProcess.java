package io.gantry.lab.guest;

import io.gantry.memory.GuestDirectory;
import io.gantry.memory.GuestMemory;
import io.gantry.memory.GuestMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Where a guest's own process begins. Its one argument is its directory, in which its settings and its memory lie ready.
public final class GuestProcess {
    /// Key of the settings file: the memory in bytes.
    public static final String MEMORY_BYTES = "memory-bytes";

    /// Key of the settings file: whether the memory comes from another host.
    public static final String ARRIVING = "arriving";

    /// Half a minute: on a machine with too much to do, whoever looks may be kept from letting go for a second or more.
    private static final int TRIES = 6000;

    private GuestProcess() {}

    /// Lives until it is told to stop; ends with code 1 and a stack trace when it cannot.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var directory = new GuestDirectory(Path.of(arguments[0]));
        try (var channel = FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            Files.writeString(directory.pid(), Long.toString(ProcessHandle.current().pid()));
            live(directory, GuestMemory.open(directory));
        }
    }

    private static void live(GuestDirectory directory, GuestMemory memory) throws IOException {
        var settings = new HashMap<String, String>();
        try (var reader = Files.newBufferedReader(directory.settings())) {
            var file = new Properties();
            file.load(reader);
            file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        }
        var arriving = Boolean.parseBoolean(settings.remove(ARRIVING));
        var bytes = Long.parseLong(String.valueOf(settings.remove(MEMORY_BYTES)));
        var ledger = new Ledger(memory);
        if (!arriving) {
            ledger.initialise(GuestSettings.of(bytes, settings));
        }
        var guest = new Guest(ledger, arriving ? GuestMode.ARRIVING : GuestMode.RUNNING);
        try (var control = new ControlServer(directory.control(), guest::obey)) {
            Thread.ofPlatform().name("ledger").daemon().start(() -> run(guest));
            control.serve();
        }
    }

    private static void run(Guest guest) {
        try {
            guest.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Somebody may just be looking whether this guest lives, and hold the lock for a moment.
    private static void lock(FileChannel channel) throws IOException, InterruptedException {
        for (var i = 0; i < TRIES; i++) {
            if (channel.tryLock() != null) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new IOException("another process of this guest lives");
    }
}
