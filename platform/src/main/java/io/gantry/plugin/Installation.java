package io.gantry.plugin;

import io.gantry.base.Problem;
import io.gantry.plugin.InstanceStatus.State;
import io.gantry.plugin.Loader.Loaded;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Brings plugins in and takes them out while the host runs.
public final class Installation {
    private final Plugins plugins;
    private final Instances instances;

    Installation(Plugins plugins, Instances instances) {
        this.plugins = plugins;
        this.instances = instances;
    }

    /// Takes the file into the store and loads it, in place of a loaded plugin with the same id: its instances are drained and open again
    /// with the new one, or with the old one if the new one will not do.
    ///
    /// @param name of the file, as its owner calls it
    /// @param sha256 that it must have
    /// @throws Problem INVALID with the reason if it is refused
    public PluginStatus install(Path file, String name, Optional<String> sha256) throws InterruptedException {
        var stored = plugins.take(file, name, sha256);
        var id = stored.archive().id();
        try {
            plugins.checkNamed(stored);
            instances.without(id, "its plugin is being replaced", closed -> exchange(stored, closed));
        } catch (Problem e) {
            plugins.forget(stored);
            throw e;
        }
        plugins.forgetOlder(stored);
        plugins.settle();
        return plugins.get(id);
    }

    private Void exchange(Stored stored, List<Instance> closed) throws InterruptedException {
        var id = stored.archive().id();
        var old = plugins.unload(id, "it is being replaced");
        try {
            use(plugins.load(stored), closed);
        } catch (Problem e) {
            plugins.unload(id, e.detail());
            if (old.isPresent()) {
                restore(old.get(), closed);
                throw Problem.invalid(e.detail() + "; version " + old.get().archive().version() + " is in use again");
            }
            throw e;
        }
        return null;
    }

    private void use(Loaded loaded, List<Instance> closed) throws InterruptedException {
        instances.reopen(closed, loaded.stored().archive().drivers());
        for (var instance : closed) {
            if (instance.state() != State.OPEN) {
                var cause = instance.cause();
                for (var one : closed) {
                    one.close(State.CLOSED, "its plugin is being put back");
                }
                throw loaded.stored()
                        .archive()
                        .refused(
                                "driver instance '" + instance.entry().name() + "' cannot be opened with it (" + cause
                                        + ")",
                                "mend the instance's options in the operator's file, or ask the vendor");
            }
        }
    }

    private void restore(Stored old, List<Instance> closed) throws InterruptedException {
        instances.reopen(closed, plugins.load(old).stored().archive().drivers());
    }

    /// Drains the plugin's instances and unloads it; one that was installed is deleted, one that was shipped is back after a restart.
    ///
    /// @throws Problem NOT_FOUND
    public PluginStatus remove(String id) throws InterruptedException {
        var before = plugins.get(id);
        instances.without(id, "plugin '" + id + "' was removed", closed -> plugins.unload(id, "it was removed"));
        plugins.forgetInstalled(id);
        plugins.settle();
        return plugins.find(id).orElse(before);
    }
}
