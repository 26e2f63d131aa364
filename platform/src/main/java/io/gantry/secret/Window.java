package io.gantry.secret;

/// Which part of a listing is wanted.
///
/// @param offset how many to skip; 0 or more
/// @param limit how many to show; 1 to 100
public record Window(int offset, int limit) {}
