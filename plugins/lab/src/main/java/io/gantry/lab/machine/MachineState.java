package io.gantry.lab.machine;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All that changes of a machine but the bytes of its disk. A machine that was never touched is off, empty and as its maker set it.
///
/// @param values as the file `state` has them
public record MachineState(Map<String, String> values) {
    static final String POWER = "power";
    static final String ENDING = "ending";
    static final String STARTS = "starts";
    static final String INTERRUPTS = "interrupts";
    static final String ONCE = "boot.once";
    static final String ALWAYS = "boot.always";
    static final String MEDIUM = "medium";
    static final String SET = "set.";
    static final String PENDING = "pending.";
    private static final String FILE = "state";
    private static final String YES = "yes";

    /// Copies the values.
    public MachineState {
        values = Map.copyOf(values);
    }

    static MachineState read(Path directory) throws IOException {
        var file = new Properties();
        try {
            file.load(new StringReader(Files.readString(directory.resolve(FILE))));
        } catch (NoSuchFileException untouched) {
            return new MachineState(Map.of());
        }
        var values = new TreeMap<String, String>();
        file.stringPropertyNames().forEach(name -> values.put(name, file.getProperty(name)));
        return new MachineState(values);
    }

    /// In one piece, so that whoever reads without the lock sees the one state or the other.
    void write(Path directory) throws IOException {
        var file = new Properties();
        file.putAll(values);
        var text = new StringWriter();
        file.store(text, null);
        var next = Files.writeString(directory.resolve(FILE + ".next"), text.toString());
        Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// @param value nothing takes the key away
    MachineState with(String key, @Nullable String value) {
        var changed = new TreeMap<>(values);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return new MachineState(changed);
    }

    MachineState with(String key, boolean value) {
        return with(key, value ? YES : null);
    }

    MachineState counted(String key) {
        return with(key, Long.toString(count(key) + 1));
    }

    private long count(String key) {
        return Long.parseLong(values.getOrDefault(key, "0"));
    }

    /// Whether it is powered.
    public boolean on() {
        return values.containsKey(POWER);
    }

    /// Whether what runs was asked to end, whereupon the machine goes off.
    boolean ending() {
        return values.containsKey(ENDING);
    }

    /// How often it was started, which is also the number of the start that lasts.
    public long starts() {
        return count(STARTS);
    }

    /// How many non-maskable interrupts it got.
    public long interrupts() {
        return count(INTERRUPTS);
    }

    /// What the next start alone is from.
    public Optional<BootSource> once() {
        return Optional.ofNullable(values.get(ONCE)).map(BootSource::valueOf);
    }

    /// What all starts are from, instead of the disk.
    public Optional<BootSource> always() {
        return Optional.ofNullable(values.get(ALWAYS)).map(BootSource::valueOf);
    }

    /// What the next start is from.
    public BootSource next() {
        return once().or(this::always).orElse(BootSource.DISK);
    }

    /// The disc in its drive.
    public Optional<URI> medium() {
        return Optional.ofNullable(values.get(MEDIUM)).map(URI::create);
    }

    /// What its firmware goes by, by name.
    public Map<String, String> settings() {
        var settings = new TreeMap<>(Firmware.DEFAULTS);
        settings.putAll(below(SET));
        return settings;
    }

    /// What its firmware takes over at the next start.
    public Map<String, String> pending() {
        return below(PENDING);
    }

    private Map<String, String> below(String prefix) {
        var found = new TreeMap<String, String>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    MachineState pendingTakenOver() {
        var state = this;
        for (var setting : pending().entrySet()) {
            state = state.with(SET + setting.getKey(), setting.getValue()).with(PENDING + setting.getKey(), null);
        }
        return state;
    }
}
