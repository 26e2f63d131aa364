package io.gantry.identity;

import java.util.List;
import java.util.Optional;

/// Where application credentials are kept.
public interface CredentialRecords {
    /// False if the user has one of that name.
    boolean add(ApplicationCredential credential);

    Optional<ApplicationCredential> find(String id);

    /// By name.
    List<ApplicationCredential> of(String user);

    /// False if there is none.
    boolean remove(String id);
}
