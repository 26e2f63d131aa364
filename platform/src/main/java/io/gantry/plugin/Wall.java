package io.gantry.plugin;

import java.nio.file.Path;
import java.util.List;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.ClassLoadingStrategy.Source;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/// The class loader of one plugin. It takes the shared packages from the host, everything else from the plugin or the JDK, so that a plugin
/// brings whatever libraries it likes and never meets the host's.
final class Wall extends PluginClassLoader {
    /// All that a plugin sees of the host.
    static final List<String> SHARED = List.of("io.gantry.api.", "org.jspecify.", "org.pf4j.", "org.slf4j.");

    Wall(PluginManager manager, PluginDescriptor descriptor, List<Path> jars) {
        super(manager, descriptor, new Host(), new ClassLoadingStrategy(List.of(Source.PLUGIN, Source.APPLICATION)));
        jars.forEach(jar -> addFile(jar.toFile()));
    }

    @Override
    protected boolean shouldDelegateToParent(String className) {
        return shared(className);
    }

    private static boolean shared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }

    /// The JDK, and of the host the shared packages alone; none of its resources.
    private static final class Host extends ClassLoader {
        Host() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (shared(name)) {
                return Wall.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
