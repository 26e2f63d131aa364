package io.gantry.local;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Brings the master key and the file of keys together when the store opens. Every key is proved before anything is written, and whatever
/// is written is one replacement of a file; so a crash leaves a store that opens with the same options.
final class Opening {
    private final Vault home;
    private final LocalOptions options;
    private final SecureRandom random;

    Opening(Vault home, LocalOptions options, SecureRandom random) {
        this.home = home;
        this.options = options;
        this.random = random;
    }

    ProjectKeys open() throws InterruptedException {
        var given = options.masterKey().map(key -> MasterKey.parse(key, "master-key"));
        var former = options.formerMasterKey().map(key -> MasterKey.parse(key, "former-master-key"));
        try {
            var kept = given.isPresent() ? Optional.<byte[]>empty() : MasterKey.kept(home);
            var file = KeyFile.read(home);
            return file.isEmpty() ? first(given, kept) : again(file.get(), given.or(() -> kept), former);
        } finally {
            former.ifPresent(key -> Arrays.fill(key, (byte) 0));
        }
    }

    /// The file of keys is written before the key that is kept, so that a kept key without it means a loss and never a cut-off start.
    private ProjectKeys first(Optional<byte[]> given, Optional<byte[]> kept) throws InterruptedException {
        if (kept.isPresent()) {
            throw failed(
                    "The project keys %s are missing beside %s, and without them no secret can be read; restore them from a backup."
                            .formatted(home.path(KeyFile.NAME), home.path(MasterKey.FILE)));
        }
        var master = given.orElseGet(() -> MasterKey.make(random));
        KeyFile.write(home, master, List.of(), random);
        if (given.isEmpty()) {
            home.write(MasterKey.FILE, master);
        }
        return new ProjectKeys(home, master, List.of(), random);
    }

    private ProjectKeys again(KeyFile file, Optional<byte[]> master, Optional<byte[]> former)
            throws InterruptedException {
        if (master.isPresent() && file.proves(master.get())) {
            return new ProjectKeys(home, master.get(), file.keys(master.get()), random);
        }
        if (former.isPresent() && file.proves(former.get())) {
            return rotated(file.keys(former.get()), master);
        }
        if (master.isEmpty() && former.isEmpty() && !file.hasKeys()) {
            return first(master, master);
        }
        throw failed(refusal(master.isPresent(), former.isPresent()));
    }

    /// All keys under the new master key, and a fresh key for each project.
    private ProjectKeys rotated(List<ProjectKey> former, Optional<byte[]> next) throws InterruptedException {
        var projects = new LinkedHashSet<String>();
        former.forEach(key -> projects.add(key.project()));
        var keys = new ArrayList<>(former);
        projects.forEach(project -> keys.add(ProjectKey.make(project, random)));
        var master = next.orElseGet(() -> MasterKey.make(random));
        if (next.isEmpty()) {
            home.write(MasterKey.FILE, master);
        }
        KeyFile.write(home, master, keys, random);
        return new ProjectKeys(home, master, keys, random);
    }

    private String refusal(boolean master, boolean former) {
        if (!master) {
            return ("The master key %s is missing%s, and without it no secret can be read; restore it from a backup,"
                    + " or set master-key if the store was made with one. Nothing was written.").formatted(
                            home.path(MasterKey.FILE), former ? " and former-master-key is not the one" : "");
        }
        return ("%s is not the key that %s was written under; nothing was written. Put the right key back,"
                + " or to change the key set former-master-key to the one it was.")
                .formatted(
                        (options.masterKey().isPresent()
                                ? "The master-key of the operator's file"
                                : home.path(MasterKey.FILE))
                                + (former ? ", like its former-master-key," : ""),
                        home.path(KeyFile.NAME));
    }

    private static DriverException failed(String message) {
        return new DriverException(Kind.FAILED, message);
    }
}
