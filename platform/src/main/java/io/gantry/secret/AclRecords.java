package io.gantry.secret;

import java.util.Optional;
import java.util.UUID;

/// Where access lists are written down. Every method is one transaction, or part of the caller's.
public interface AclRecords {
    /// Whether the user is on the list of a secret or container.
    boolean reads(UUID object, String user);

    Optional<Acl> find(UUID object);

    /// Puts it in place of what there was.
    void put(UUID object, Acl acl);

    void remove(UUID object);
}
