package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The access lists of secrets and containers.
@Singleton
public class Acls {
    private static final int MOST_READERS = 1000;
    private static final int LONGEST_READER = 255;

    private final AclRecords records;
    private final Secrets secrets;
    private final Containers containers;
    private final InstantSource clock;

    Acls(AclRecords records, Secrets secrets, Containers containers, InstantSource clock) {
        this.records = records;
        this.secrets = secrets;
        this.containers = containers;
        this.clock = clock;
    }

    /// What has a list.
    public enum Kind {
        SECRET, CONTAINER
    }

    /// Empty if nothing was said expressly.
    public Optional<Acl> find(Caller caller, Kind kind, UUID id) {
        check(caller, kind, id);
        return records.find(id);
    }

    /// Says who may read.
    ///
    /// @param projectAccess empty to leave it as it is
    /// @param readers empty to leave them as they are
    @Transactional
    public void put(Caller caller, Kind kind, UUID id, Optional<Boolean> projectAccess,
            Optional<Set<String>> readers) {
        check(caller, kind, id);
        var before = records.find(id);
        var users = readers.or(() -> before.map(Acl::readers)).orElse(Set.of());
        if (users.size() > MOST_READERS
                || users.stream().anyMatch(user -> user.isBlank() || user.length() > LONGEST_READER)) {
            throw Problem.invalid("'users' has at most %d ids of users, each of 1 to %d characters.".formatted(
                    MOST_READERS, LONGEST_READER));
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        records.put(id, new Acl(projectAccess.or(() -> before.map(Acl::projectAccess)).orElse(true), users,
                before.map(Acl::created).orElse(now), now));
    }

    /// From now on the whole project may read, and nobody else.
    @Transactional
    public void remove(Caller caller, Kind kind, UUID id) {
        check(caller, kind, id);
        records.remove(id);
    }

    private void check(Caller caller, Kind kind, UUID id) {
        switch (kind) {
            case SECRET -> secrets.owned(caller, id);
            case CONTAINER -> containers.owned(caller, id);
        }
    }
}
