package io.gantry.plugin;

import io.gantry.api.Driver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.Progress;
import io.gantry.api.Transfer;
import io.gantry.api.Workbench;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A driver that a loaded plugin brings. Only for as long as the plugin is loaded: keep its id, not this.
///
/// @param kind simple name of the one kind it implements
/// @param roles simple names of the roles it has besides
/// @param options the record of its options, if it has any
public record DriverType(String id, String kind, Set<String> roles, Optional<Class<? extends Record>> options,
        String plugin, String description, Constructor<? extends Driver> constructor) {
    /// Interfaces of the API that are no roles.
    private static final Set<Class<?>> LENT = Set.of(DriverContext.class, Progress.class, Transfer.class,
            Workbench.class);

    static DriverType of(PluginArchive plugin, Class<?> type) {
        var id = type.getAnnotation(DriverId.class);
        var kinds = Stream.of(Driver.class.getPermittedSubclasses())
                .filter(kind -> kind.isAssignableFrom(type))
                .toList();
        if (id == null || kinds.size() != 1) {
            throw plugin.refused(type.getName() + " implements " + kinds.size() + " kinds of driver",
                    "let it implement exactly one and make one class for each");
        }
        var kind = kinds.getFirst();
        var roles = new TreeSet<String>();
        interfaces(type).stream().filter(one -> one != kind).forEach(one -> roles.add(one.getSimpleName()));
        var constructor = constructor(plugin, type.asSubclass(Driver.class));
        return new DriverType(id.value(), kind.getSimpleName(), roles, options(plugin, constructor), plugin.id(),
                id.description(), constructor);
    }

    /// The kind and the roles, as the API declares them.
    static List<Class<?>> interfaces(Class<?> type) {
        var all = new LinkedHashSet<Class<?>>();
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            Stream.of(one.getInterfaces()).forEach(face -> collect(face, all));
        }
        return all.stream()
                .filter(face -> face.getPackageName().equals("io.gantry.api") && face != Driver.class
                        && !LENT.contains(face))
                .toList();
    }

    private static void collect(Class<?> face, Set<Class<?>> all) {
        if (all.add(face)) {
            Stream.of(face.getInterfaces()).forEach(parent -> collect(parent, all));
        }
    }

    @SuppressWarnings("unchecked") // Class.getConstructors is typed so only because arrays are mutable
    private static Constructor<? extends Driver> constructor(PluginArchive plugin, Class<? extends Driver> type) {
        var constructors = type.getConstructors();
        if (constructors.length != 1) {
            throw plugin.refused(type.getName() + " has " + constructors.length + " public constructors",
                    "give it one, with a record of options, a DriverContext, both or nothing");
        }
        return (Constructor<? extends Driver>) constructors[0];
    }

    private static Optional<Class<? extends Record>> options(PluginArchive plugin,
            Constructor<? extends Driver> constructor) {
        var records = new ArrayList<Class<? extends Record>>();
        for (var parameter : constructor.getParameterTypes()) {
            if (parameter.isRecord()) {
                records.add(parameter.asSubclass(Record.class));
            } else if (parameter != DriverContext.class) {
                throw plugin.refused("the constructor of " + constructor.getName() + " wants a " + parameter.getName(),
                        "it may take one record of options and a DriverContext");
            }
        }
        if (records.size() > 1) {
            throw plugin.refused("the constructor of " + constructor.getName() + " takes two records",
                    "make one of them a component of the other");
        }
        if (records.isEmpty()) {
            return Optional.empty();
        }
        try {
            Schema.of(records.getFirst());
        } catch (IllegalArgumentException e) {
            throw plugin.refused(String.valueOf(e.getMessage()), "see io.gantry.api.Option");
        }
        return Optional.of(records.getFirst());
    }
}
