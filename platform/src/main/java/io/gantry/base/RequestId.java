package io.gantry.base;

/// By what the caller, the audit trail and the records of features name a request; a parameter of that type in a controller gets it.
///
/// @param text `req-` and a UUID
public record RequestId(String text) {}
