package io.gantry.plugin;

import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import io.gantry.plugin.Loader.Loaded;
import io.gantry.plugin.PluginStatus.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The plugins that the operator's file names, loaded, and the driver types that they bring.
public final class Plugins implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Plugins.class);

    private final PluginSettings settings;
    private final PluginStore store;
    private final Loader loader;
    private final List<Stored> stored = new ArrayList<>();
    /// Why files are not let in, by file.
    private final Map<String, String> refused = new TreeMap<>();
    /// Why plugins that the file names are not loaded, by id.
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final Leaks leaks = new Leaks();
    private volatile Map<String, Loaded> loaded = Map.of();

    private Plugins(PluginSettings settings) throws IOException {
        this.settings = settings;
        this.store = new PluginStore(settings.data().resolve("plugins"));
        this.loader = new Loader(settings.data().resolve("plugins"));
    }

    /// Loads what can be loaded; what cannot has its reason in [#problems].
    public static Plugins load(PluginSettings settings) {
        try {
            var plugins = new Plugins(settings);
            plugins.collect();
            plugins.store.keepShipped(plugins.stored);
            settings.plugins().forEach(plugins::load);
            return plugins;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the plugins below " + settings.data() + " and " + settings.shipped(), e);
        }
    }

    private void collect() throws IOException {
        stored.addAll(store.installed());
        if (!Files.isDirectory(settings.shipped())) {
            return;
        }
        try (var files = Files.list(settings.shipped())) {
            for (var file : files.filter(Plugins::archive).sorted().toList()) {
                try {
                    var added = store.add(file, file, false, Optional.empty());
                    if (!stored.contains(added)) {
                        stored.add(added);
                    }
                } catch (Problem e) {
                    log.warn("{}", e.detail());
                    refused.put(file.toString(), e.detail());
                }
            }
        }
    }

    private static boolean archive(Path file) {
        return Files.isRegularFile(file) && (file.toString().endsWith(".jar") || file.toString().endsWith(".zip"));
    }

    private synchronized void load(PluginEntry entry) {
        try {
            load(choose(entry));
        } catch (Problem e) {
            log.warn("{}", e.detail());
            missing.put(entry.id(), e.detail());
        }
    }

    /// The newest that the entry admits; what was installed comes before what was shipped.
    private Stored choose(PluginEntry entry) {
        var named = stored.stream().filter(one -> one.archive().id().equals(entry.id())).toList();
        if (named.isEmpty()) {
            throw absent(entry);
        }
        var fitting = named.stream().filter(one -> Versions.within(one.archive().version(), entry.version())).toList();
        if (fitting.isEmpty()) {
            throw Problem.invalid(position(entry) + "no version of plugin '" + entry.id() + "' is within "
                    + entry.version()
                    + "; there are " + String.join(", ",
                            named.stream().map(one -> one.archive().version() + " (" + one.origin() + ")").toList()));
        }
        var pinned = fitting.stream()
                .filter(one -> entry.sha256().filter(pin -> !pin.equalsIgnoreCase(one.archive().sha256())).isEmpty())
                .toList();
        if (pinned.isEmpty()) {
            PluginStore.checkPin(fitting.getFirst().origin(), fitting.getFirst().archive().sha256(), entry.sha256());
        }
        var best = Collections.max(pinned, (one, other) -> {
            var order = Versions.compare(one.archive().version(), other.archive().version());
            return order != 0 ? order : Boolean.compare(one.installed(), other.installed());
        });
        checkTwins(best, pinned);
        return best;
    }

    private static void checkTwins(Stored best, List<Stored> all) {
        var twin = all.stream()
                .filter(one -> !one.equals(best) && !best.installed()
                        && one.archive().version().equals(best.archive().version()))
                .findFirst();
        if (twin.isPresent()) {
            throw best.archive()
                    .refused(twin.get().origin() + " is another plugin of the same id and version",
                            "remove one of the two files, or pin the SHA-256 of the right one");
        }
    }

    private Problem absent(PluginEntry entry) {
        var known = stored.stream().map(one -> one.archive().id()).distinct().toList();
        return Problem.invalid(
                position(entry) + "plugin '" + entry.id() + "' is not there" + Suggestion.text(entry.id(), known)
                        + ": neither in " + settings.shipped() + " nor installed"
                        + (refused.isEmpty()
                                ? "; put it there or install it"
                                : "; but there are files that were refused: " + String.join(" | ", refused.values())));
    }

    private String position(PluginEntry entry) {
        return settings.file() + ":" + entry.line() + ":" + entry.column() + ": ";
    }

    /// Loads a plugin beside those that are loaded.
    synchronized Loaded load(Stored one) {
        for (var other : loaded.values()) {
            checkClash(one.archive(), other.stored().archive());
        }
        var added = loader.load(one);
        var all = new LinkedHashMap<>(loaded);
        all.put(one.archive().id(), added);
        loaded = Collections.unmodifiableMap(all);
        missing.remove(one.archive().id());
        log.info("plugin '{}' {} is loaded from {}", one.archive().id(), one.archive().version(), one.origin());
        return added;
    }

    private static void checkClash(PluginArchive one, PluginArchive other) {
        if (one.id().equals(other.id())) {
            throw one.refused("a plugin of that id is loaded from " + other.file(), "remove one of the two");
        }
        var clash = one.drivers().stream().filter(other.drivers()::contains).findFirst();
        if (clash.isPresent()) {
            throw one.refused(
                    "its driver '" + clash.get() + "' is brought by plugin '" + other.id() + "' (" + other.file()
                            + ") too",
                    "take one of the two plugins out of the operator's file");
        }
    }

    /// Every plugin that is loaded, named by the file or stored.
    public synchronized List<PluginStatus> list() {
        var all = new ArrayList<PluginStatus>();
        loaded.values().forEach(one -> all.add(status(one.stored(), State.LOADED, changed(one.stored()))));
        missing.forEach((id, cause) -> all.add(refusedStatus(id, cause)));
        stored.stream()
                .filter(one -> !loaded.containsKey(one.archive().id()) && !missing.containsKey(one.archive().id()))
                .forEach(one -> all.add(status(one, State.STORED, "the operator's file does not name it")));
        return all;
    }

    /// One of [#list].
    ///
    /// @throws Problem NOT_FOUND
    public PluginStatus get(String id) {
        return find(id).orElseThrow(() -> Problem.notFound("there is no plugin '" + id + "'"
                + Suggestion.text(id, list().stream().map(PluginStatus::id).toList())));
    }

    Optional<PluginStatus> find(String id) {
        return list().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private PluginStatus status(Stored one, State state, String cause) {
        var archive = one.archive();
        return new PluginStatus(archive.id(), archive.version(), archive.provider(), archive.description(),
                archive.requires(),
                archive.needs(), archive.sha256(), archive.file(), state, cause, archive.drivers(),
                leaks.of(archive.id()));
    }

    private PluginStatus refusedStatus(String id, String cause) {
        return new PluginStatus(id, "", "", "", "", List.of(), "", "", State.REFUSED, cause, List.of(), leaks.of(id));
    }

    /// What is loaded is a copy, so a file that was written over does no harm; but people should know.
    private static String changed(Stored one) {
        if (one.installed()) {
            return "";
        }
        try {
            return !Files.exists(one.origin())
                    ? "the file is gone; what is loaded is a copy of it"
                    : PluginStore.sha256(one.origin()).equals(one.archive().sha256())
                            ? ""
                            : "the file was changed since; what is loaded is a copy of what it was. Install the file, or restart, to load what it is now";
        } catch (IOException e) {
            return "the file cannot be read (" + e.getMessage() + "); what is loaded is a copy of it";
        }
    }

    /// Why plugins that the file names are not loaded, by plugin id.
    public synchronized Map<String, String> problems() {
        return Map.copyOf(missing);
    }

    /// Why files in the directory of shipped plugins are not let in, by file.
    public synchronized Map<String, String> refusals() {
        return Map.copyOf(refused);
    }

    /// The drivers that loaded plugins bring.
    public List<DriverType> types() {
        return loaded.values().stream().flatMap(one -> one.types().stream()).toList();
    }

    /// The driver of that id, if a loaded plugin brings it.
    public Optional<DriverType> type(String id) {
        return types().stream().filter(type -> type.id().equals(id)).findFirst();
    }

    /// The loaded plugin that brings the driver.
    Loaded bringing(String driver) {
        return loaded.values()
                .stream()
                .filter(one -> one.stored().archive().drivers().contains(driver))
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("no loaded plugin brings a driver '" + driver + "'" + hint(driver)));
    }

    private String hint(String driver) {
        var known = types().stream().map(DriverType::id).sorted().toList();
        var why = problems();
        return Suggestion.text(driver, known) + "; there are " + (known.isEmpty() ? "none" : String.join(", ", known))
                + (why.isEmpty()
                        ? ""
                        : "; not loaded, and the list of plugins says why: " + String.join(", ", why.keySet()));
    }

    @Nullable
    Loaded loaded(String id) {
        return loaded.get(id);
    }

    /// Unloads the plugin, whose instances are closed.
    ///
    /// @return what was loaded
    synchronized Optional<Stored> unload(String id, String why) {
        var all = new LinkedHashMap<>(loaded);
        var gone = all.remove(id);
        if (gone == null) {
            return Optional.empty();
        }
        loaded = Collections.unmodifiableMap(all);
        if (settings.plugins().stream().anyMatch(entry -> entry.id().equals(id))) {
            missing.put(id, why);
        }
        leaks.watch(id, gone.stored().archive().version(), gone.loader());
        loader.unload(gone.stored());
        log.info("plugin '{}' {} is unloaded", id, gone.stored().archive().version());
        return Optional.of(gone.stored());
    }

    /// Gives the collector a chance to take what was unloaded, and says so if it cannot.
    void settle() {
        leaks.settle();
    }

    /// Takes a file into the store.
    synchronized Stored take(Path file, String name, Optional<String> sha256) {
        try {
            var taken = store.add(file, Path.of(name), true, sha256);
            stored.removeIf(one -> one.directory().equals(taken.directory()));
            stored.add(taken);
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store plugin file " + name, e);
        }
    }

    /// Whether the operator's file admits it, as it would after a restart.
    void checkNamed(Stored one) {
        var archive = one.archive();
        var entry = settings.plugins().stream().filter(named -> named.id().equals(archive.id())).findFirst();
        if (entry.isPresent() && !Versions.within(archive.version(), entry.get().version())) {
            throw archive.refused(
                    "its version " + archive.version() + " is not within " + entry.get().version() + ", which "
                            + settings.file() + ":" + entry.get().line() + " wants",
                    "change the file first, or install a version that it admits");
        }
        entry.ifPresent(named -> PluginStore.checkPin(archive.file(), archive.sha256(), named.sha256()));
    }

    /// Deletes what was taken in, unless it is loaded.
    synchronized void forget(Stored one) {
        var now = loaded.get(one.archive().id());
        if (now != null && now.stored().directory().equals(one.directory())) {
            return;
        }
        try {
            stored.removeIf(other -> other.directory().equals(one.directory()));
            store.remove(one);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + one.directory(), e);
        }
    }

    /// Deletes other installed files of the same plugin.
    synchronized void forgetOlder(Stored now) {
        installed(now.archive().id()).filter(one -> !one.directory().equals(now.directory()))
                .toList()
                .forEach(this::forget);
    }

    synchronized void forgetInstalled(String id) {
        installed(id).toList().forEach(this::forget);
    }

    private Stream<Stored> installed(String id) {
        return stored.stream().filter(one -> one.installed() && one.archive().id().equals(id));
    }

    @Override
    public synchronized void close() {
        new ArrayList<>(loaded.keySet()).reversed().forEach(id -> unload(id, "the host stops"));
    }
}
