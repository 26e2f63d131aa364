package io.gantry.secret;

import io.gantry.api.secret.SecretId;

/// Where a payload is.
///
/// @param number of the note that it is to be deleted from its key store unless it becomes a secret's; 0 if there is none
/// @param store the key store instance
/// @param token what that gave for it; empty while it has given none
@SuppressWarnings("ArrayRecordComponent") // nobody compares payloads
public record Payload(long number, SecretId id, String store, byte[] token) {}
