package io.gantry.secret;

import java.time.Instant;
import java.util.UUID;

/// A secret as the database knows it, that is without its payload.
///
/// @param name for people; need not be unique
/// @param store the key store instance that has the payload
/// @param token what the key store gave for it; reveals nothing
/// @param deleting whether its deletion has begun; then nobody sees it any more
@SuppressWarnings("ArrayRecordComponent") // nobody compares secrets
public record KeptSecret(UUID id, String name, String store, byte[] token, boolean deleting, Instant created) {}
