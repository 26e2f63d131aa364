package io.gantry.secret;

import java.util.List;

/// A page of a listing.
///
/// @param total how many there are on all pages
public record Found<T>(List<T> items, long total) {}
