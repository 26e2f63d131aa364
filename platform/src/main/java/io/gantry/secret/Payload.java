package io.gantry.secret;

import io.gantry.api.secret.SecretId;

/// Where a payload is.
///
/// @param number of its row, counted up; 0 before it has one
/// @param store the key store instance
/// @param token what that gave for it; empty while it has given none
@SuppressWarnings("ArrayRecordComponent") // nobody compares payloads
public record Payload(long number, SecretId id, String store, byte[] token) {}
