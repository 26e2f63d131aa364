package io.gantry.host;

import io.gantry.baremetal.port.TraitFile;
import io.gantry.base.DataDirectory;
import io.gantry.base.Mistake;
import io.gantry.base.Suggestion;
import io.gantry.plugin.Binder;
import io.gantry.plugin.DriverEntry;
import io.gantry.plugin.DriverType;
import io.gantry.plugin.Mistakes;
import io.gantry.plugin.PluginSettings;
import io.gantry.plugin.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the mistakes in the operator's file, and in what it names, without touching anything.
///
/// @param configuration what the file says, if there is no mistake
/// @param mistakes in the order of the file
/// @param warnings about what is allowed but hardly meant
public record Check(Optional<Configuration> configuration, List<Mistake> mistakes, List<Mistake> warnings) {
    /// Checks what the host itself needs to start; a mistake in the options of a driver is for that driver alone.
    public static Check ofHost(String file) {
        var mistakes = new Mistakes(file);
        return of(ConfigurationFile.read(mistakes), mistakes);
    }

    /// Checks everything.
    ///
    /// @param shipped where the plugins that were shipped lie
    public static Check of(String file, Path shipped) {
        var mistakes = new Mistakes(file);
        var configuration = ConfigurationFile.read(mistakes);
        if (configuration.isPresent()) {
            withPlugins(configuration.get(), shipped, mistakes);
        }
        return of(configuration, mistakes);
    }

    private static Check of(Optional<Configuration> configuration, Mistakes mistakes) {
        var warnings = new Mistakes(mistakes.file());
        configuration.flatMap(found -> found.bareMetal().portTraits())
                .ifPresent(traits -> portTraits(traits, mistakes, warnings));
        return new Check(mistakes.isEmpty() ? configuration : Optional.empty(), mistakes.sorted(), warnings.sorted());
    }

    private static void portTraits(Path traits, Mistakes mistakes, Mistakes warnings) {
        var found = new Mistakes(traits.toString());
        var doubtful = new Mistakes(traits.toString());
        var _ = TraitFile.read(traits, found, doubtful);
        mistakes.addAll(found);
        warnings.addAll(doubtful);
    }

    /// Loads the plugins as the host would, but from a copy, so that nothing of the host's own is written to.
    private static void withPlugins(Configuration configuration, Path shipped, Mistakes mistakes) {
        try {
            var copy = Files.createTempDirectory("gantry-check-");
            try {
                copy(configuration.data(), copy);
                var settings = new PluginSettings(Path.of(configuration.file()), copy, shipped, configuration.plugins(),
                        configuration.drivers());
                try (var plugins = Plugins.load(settings)) {
                    plugins(configuration, plugins, mistakes);
                    configuration.drivers().forEach(entry -> driver(entry, plugins, mistakes));
                }
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plugins", e);
        }
    }

    private static void plugins(Configuration configuration, Plugins plugins, Mistakes mistakes) {
        var problems = plugins.problems();
        for (var entry : configuration.plugins()) {
            var problem = problems.get(entry.id());
            if (problem != null) {
                var position = configuration.file() + ":" + entry.line() + ":" + entry.column() + ": ";
                mistakes.add(entry.line(), entry.column(), problem.replace(position, ""));
            }
        }
    }

    private static void driver(DriverEntry entry, Plugins plugins, Mistakes mistakes) {
        var type = plugins.type(entry.driver());
        if (type.isEmpty()) {
            var known = plugins.types().stream().map(DriverType::id).sorted().toList();
            var unnamed = plugins.list()
                    .stream()
                    .filter(plugin -> plugin.drivers().contains(entry.driver()))
                    .findFirst();
            mistakes.add(entry.line(), entry.column(), "no loaded plugin brings a driver " + entry.driver()
                    + unnamed.map(plugin -> "; plugin " + plugin.id() + " does: name it under plugins")
                            .or(() -> Suggestion.of(entry.driver(), known).map(near -> " (did you mean " + near + "?)"))
                            .orElse("; there are " + (known.isEmpty() ? "none" : String.join(", ", known))));
            return;
        }
        new Binder(mistakes).bind(type.get().options().orElse(NoOptions.class), entry);
    }

    /// What a driver has whose constructor wants none.
    record NoOptions() {}

    private static void copy(DataDirectory data, Path copy) throws IOException {
        var installed = data.path().resolve("plugins");
        if (!Files.isDirectory(installed)) {
            return;
        }
        try (var files = Files.walk(installed)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve("plugins").resolve(installed.relativize(file)));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
