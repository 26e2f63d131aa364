package io.gantry.plugin;

import io.gantry.base.Problem;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginWrapper;

/// PF4J, used for what it does well: loaders, states and the extension index. It is not thread safe, so one lock guards every call.
final class Loader {
    private final Pf4j pf4j;

    Loader(Path store) {
        // A jar that somebody opened through a URL stays open in the JDK's cache, and with it a plugin that was unloaded.
        URLConnection.setDefaultUseCaches("jar", false);
        pf4j = new Pf4j(store);
    }

    /// Loads the plugin and its driver types; leaves nothing behind if that fails.
    synchronized Loaded load(Stored stored) {
        var archive = stored.archive();
        pf4j.known.put(stored.directory(), stored);
        try {
            pf4j.loadPlugin(stored.directory());
            pf4j.startPlugin(archive.id());
            var classes = pf4j.getExtensionClasses(archive.id());
            if (classes.size() != archive.drivers().size()) {
                throw archive.refused(
                        "only " + classes.size() + " of its " + archive.drivers().size() + " drivers can be loaded",
                        "put every library that it needs into the plugin; the host's log names the missing class");
            }
            var types = new ArrayList<DriverType>();
            for (var type : classes) {
                types.add(DriverType.of(archive, type));
            }
            return new Loaded(stored, pf4j.getPluginClassLoader(archive.id()), List.copyOf(types));
        } catch (RuntimeException | LinkageError e) {
            forget(stored);
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw archive.refused("it cannot be loaded (" + e + ")", "ask its vendor");
        }
    }

    synchronized void unload(Stored stored) {
        forget(stored);
    }

    private void forget(Stored stored) {
        if (pf4j.getPlugin(stored.archive().id()) != null) {
            pf4j.unloadPlugin(stored.archive().id());
        }
        pf4j.known.remove(stored.directory());
    }

    /// A loaded plugin.
    record Loaded(Stored stored, ClassLoader loader, List<DriverType> types) {
        DriverType type(String id) {
            return types.stream().filter(type -> type.id().equals(id)).findFirst().orElseThrow();
        }
    }

    /// PF4J taught where our plugins lie and what the wall is.
    private static final class Pf4j extends DefaultPluginManager {
        // The superclass's constructor calls the methods below, so this is made when they first need it: at the first load.
        private final Map<Path, Stored> known = new ConcurrentHashMap<>();

        Pf4j(Path store) {
            super(store);
            setSystemVersion(Versions.api());
        }

        @Override
        protected PluginDescriptorFinder createPluginDescriptorFinder() {
            return new PluginDescriptorFinder() {
                @Override
                public boolean isApplicable(Path path) {
                    return known.containsKey(path);
                }

                @Override
                public PluginDescriptor find(Path path) {
                    var archive = stored(path).archive();
                    return new DefaultPluginDescriptor(archive.id(), archive.description(), Plugin.class.getName(),
                            archive.version(), archive.requires(), archive.provider(), "");
                }
            };
        }

        @Override
        protected PluginLoader createPluginLoader() {
            return new PluginLoader() {
                @Override
                public boolean isApplicable(Path path) {
                    return known.containsKey(path);
                }

                @Override
                public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                    return new Wall(Pf4j.this, descriptor, stored(path).jars());
                }
            };
        }

        @Override
        protected PluginFactory createPluginFactory() {
            return (PluginWrapper _) -> new Plugin();
        }

        private Stored stored(Path path) {
            return java.util.Objects.requireNonNull(known.get(path));
        }
    }
}
