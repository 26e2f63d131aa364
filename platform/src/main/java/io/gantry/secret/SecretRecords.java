package io.gantry.secret;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where [Secrets] writes down what it must remember.
public interface SecretRecords {
    void add(KeptSecret secret);

    /// Also one whose deletion has begun.
    Optional<KeptSecret> find(UUID id);

    /// Newest first, without those whose deletion has begun.
    ///
    /// @param before only those older than this one
    List<KeptSecret> list(Optional<KeptSecret> before, int limit);

    /// From now on nobody sees the secret.
    void markDeleting(UUID id);

    void remove(UUID id);

    /// Those whose deletion has begun and not ended.
    List<KeptSecret> deleting();
}
