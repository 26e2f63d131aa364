package io.gantry.secret;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A secret as the database knows it, that is without its payload.
///
/// @param contentType of the payload; empty until there is one
public record KeptSecret(UUID id, Owner owner, Description about, Optional<ContentType> contentType, Instant created,
        Instant updated) {}
