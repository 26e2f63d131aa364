package io.gantry.plugin;

import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import io.gantry.plugin.InstanceStatus.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The driver instances of the operator's file, and those on trial: what opens and closes them, and where features find them.
public final class Instances implements Drivers, AutoCloseable {
    private final PluginSettings settings;
    private final Plugins plugins;
    private final InstantSource clock;
    private final MeterRegistry meters;
    /// Read by whoever opens or closes an instance, written by whoever loads or unloads a plugin.
    private final ReentrantReadWriteLock wall = new ReentrantReadWriteLock();
    private volatile Map<String, Instance> instances = Map.of();

    Instances(PluginSettings settings, Plugins plugins, InstantSource clock, MeterRegistry meters) {
        this.settings = settings;
        this.plugins = plugins;
        this.clock = clock;
        this.meters = meters;
        settings.drivers().forEach(entry -> add(entry, false));
    }

    private synchronized Instance add(DriverEntry entry, boolean trial) {
        if (instances.containsKey(entry.name())) {
            throw Problem.conflict("there is a driver instance '" + entry.name() + "' already; choose another name"
                    + (instances.get(entry.name()).trial() ? ", or delete that one" : ""));
        }
        var added = new Instance(entry, trial, new DataDirectory(settings.data()), clock, meters);
        var all = new LinkedHashMap<>(instances);
        all.put(entry.name(), added);
        instances = Collections.unmodifiableMap(all);
        return added;
    }

    /// Opens everything that is enabled, all at once, so that a driver that hangs delays the start by its own deadline and no more.
    ///
    /// @throws Problem if one cannot be opened that the host must not start without
    void start() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (var instance : instances.values()) {
            if (instance.entry().enabled()) {
                threads.add(Thread.ofVirtual()
                        .name("open-" + instance.entry().name())
                        .start(() -> uninterrupted(instance)));
            }
        }
        for (var thread : threads) {
            thread.join();
        }
        for (var instance : instances.values()) {
            if (instance.entry().mandatory() && instance.state() != State.OPEN) {
                throw new Problem(Problem.Kind.UNAVAILABLE, "driver instance '" + instance.entry().name()
                        + "' is mandatory and cannot be opened: " + instance.cause());
            }
        }
    }

    private void uninterrupted(Instance instance) {
        try {
            instance.open(plugins);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> Handle<T> get(Class<T> role, String name) {
        return find(name).require(role);
    }

    @Override
    public <T> List<Handle<T>> all(Class<T> role) {
        return instances.values().stream().flatMap(instance -> instance.handle(role).stream()).toList();
    }

    /// Every instance, in the order of the file, those on trial last.
    public List<InstanceStatus> list() {
        return instances.values().stream().map(instance -> instance.status(plugins)).toList();
    }

    /// @throws Problem NOT_FOUND
    public InstanceStatus status(String name) {
        return find(name).status(plugins);
    }

    private Instance find(String name) {
        var found = instances.get(name);
        if (found == null) {
            throw Problem.notFound(
                    "no driver instance '" + name + "' is configured" + Suggestion.text(name, instances.keySet())
                            + "; name it in the operator's file");
        }
        return found;
    }

    /// Opens the instance; whether that worked is its state.
    public InstanceStatus enable(String name) throws InterruptedException {
        wall.readLock().lockInterruptibly();
        try {
            find(name).open(plugins);
            return status(name);
        } finally {
            wall.readLock().unlock();
        }
    }

    /// Lets calls under way end and closes the instance, until it is enabled or the host restarts.
    public InstanceStatus disable(String name) throws InterruptedException {
        wall.readLock().lockInterruptibly();
        try {
            find(name).close(State.CLOSED, "it was disabled");
            return status(name);
        } finally {
            wall.readLock().unlock();
        }
    }

    /// Opens an instance that is not in the file, until it is deleted or the host stops. If it cannot be opened, nothing of it stays.
    public InstanceStatus attempt(DriverEntry entry) throws InterruptedException {
        wall.readLock().lockInterruptibly();
        try {
            var instance = add(entry, true);
            instance.open(plugins);
            if (instance.state() != State.OPEN) {
                drop(instance);
                throw Problem.invalid("driver instance '" + entry.name() + "' cannot be opened: " + instance.cause());
            }
            return status(entry.name());
        } finally {
            wall.readLock().unlock();
        }
    }

    /// Closes an instance that was on trial and forgets it.
    ///
    /// @throws Problem CONFLICT for one of the file
    public void delete(String name) throws InterruptedException {
        wall.readLock().lockInterruptibly();
        try {
            var instance = find(name);
            if (!instance.trial()) {
                throw Problem.conflict(
                        "driver instance '" + name + "' stands in the operator's file; remove it there, or disable it");
            }
            instance.close(State.CLOSED, "it was deleted");
            drop(instance);
        } finally {
            wall.readLock().unlock();
        }
    }

    private synchronized void drop(Instance instance) {
        var all = new LinkedHashMap<>(instances);
        all.remove(instance.entry().name());
        instances = Collections.unmodifiableMap(all);
        meters.find(Terms.METER).tag("instance", instance.entry().name()).meters().forEach(meters::remove);
    }

    /// Takes the plugin's instances out of use while `change` is made, and opens those again that were open.
    ///
    /// @param reason of their being closed meanwhile
    <T> T without(String plugin, String reason, Change<T> change) throws InterruptedException {
        wall.writeLock().lockInterruptibly();
        try {
            var closed = new ArrayList<Instance>();
            for (var instance : instances.values()) {
                if (instance.plugin().equals(Optional.of(plugin))) {
                    instance.close(State.CLOSED, reason);
                    closed.add(instance);
                }
            }
            return change.make(closed);
        } finally {
            wall.writeLock().unlock();
        }
    }

    /// What is done while no instance of a plugin is open.
    interface Change<T> {
        T make(List<Instance> closed) throws InterruptedException;
    }

    /// Opens instances that wait for a driver, now that a plugin was loaded.
    ///
    /// @param closed those that were open before
    void reopen(List<Instance> closed, List<String> drivers) throws InterruptedException {
        for (var instance : instances.values()) {
            var waiting = instance.state() == State.QUARANTINED && drivers.contains(instance.entry().driver());
            if (waiting || closed.contains(instance)) {
                instance.open(plugins);
            }
        }
    }

    /// Closes everything, the last one first.
    @Override
    public void close() {
        for (var instance : new ArrayList<>(instances.values()).reversed()) {
            try {
                instance.close(State.CLOSED, "the host stops");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
