package io.gantry.base;

/// An API that this host serves, as the catalog names it to clients; each feature that has one makes a bean of it.
///
/// @param type by which clients look for it: `key-manager`
/// @param name for people: `barbican`
/// @param path below the host's own URL, without a slash at its end: `/key-manager`
public record Service(String type, String name, String path) {}
