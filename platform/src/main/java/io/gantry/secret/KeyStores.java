package io.gantry.secret;

import io.gantry.api.KeyStore;
import io.gantry.base.Problem;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Which key store keeps the secrets of a project: the one it prefers, or the first one in the operator's file.
@Singleton
public final class KeyStores {
    private final Drivers drivers;
    private final PreferenceRecords preferences;
    private final SecretRecords records;

    KeyStores(Drivers drivers, PreferenceRecords preferences, SecretRecords records) {
        this.drivers = drivers;
        this.preferences = preferences;
        this.records = records;
    }

    /// The names of those that are open, the site's default first.
    public List<String> names() {
        return drivers.all(KeyStore.class).stream().map(Handle::instance).toList();
    }

    /// The id of its driver.
    public String driver(String name) {
        return get(name).driver();
    }

    /// Those that are open, the site's default first.
    public List<Status> list() {
        return drivers.all(KeyStore.class)
                .stream()
                .map(store -> new Status(store.instance(), store.driver(), Payloads.sealing(store),
                        records.count(store.instance())))
                .toList();
    }

    /// A key store and what it has.
    ///
    /// @param sealing whether it keeps keys only
    /// @param secrets how many payloads
    public record Status(String name, String driver, boolean sealing, long secrets) {}

    /// The one that the project prefers.
    public Optional<String> preferred(String project) {
        return preferences.find(project);
    }

    /// New secrets of the project go there from now on; the others stay where they are.
    public void prefer(String project, String store) {
        preferences.put(project, get(store).instance());
    }

    /// The project has no preference any more.
    public void unprefer(String project, String store) {
        if (!preferences.find(project).equals(Optional.of(store))) {
            throw Problem.notFound("Project %s does not prefer the key store %s.".formatted(project, store));
        }
        preferences.remove(project);
    }

    Handle<KeyStore> get(String name) {
        return drivers.get(KeyStore.class, name);
    }

    /// Where a new secret of the project goes. A preferred store that is not open is not silently replaced by another one.
    Handle<KeyStore> of(String project) {
        var preferred = preferences.find(project);
        if (preferred.isPresent()) {
            return get(preferred.get());
        }
        return drivers.all(KeyStore.class)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Problem(Problem.Kind.UNAVAILABLE,
                        "No key store is open. Add one under 'drivers' in gantry.yaml, for example 'keys: { driver: local }'."));
    }
}
