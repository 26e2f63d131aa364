/// The contract between Gantry and the drivers that vendors ship.
///
/// This package holds what a plugin implements and what the host lends it; the packages below hold the values that pass between the two.
/// A driver is one final class: it carries [io.gantry.api.DriverId], implements exactly one kind of [io.gantry.api.Driver] and says what
/// else it can do by the role interfaces it implements. Its only public constructor takes a record of options, a
/// [io.gantry.api.DriverContext], or both.
///
/// Rules that hold for every method here unless it says otherwise:
/// - Drivers block. The host calls them on virtual threads, from several threads at once, and cancels by interrupting.
/// - Nothing is null, neither what comes in nor what goes out.
/// - The one failure is [io.gantry.api.DriverException]; what the host does next depends on its kind alone.
/// - "Idempotent" means: called again with the same arguments after a crash at any point, the end is as if called once.
/// - Byte counts are exact, rates are bytes per second, texts for people are one English sentence.
@NullMarked
package io.gantry.api;

import org.jspecify.annotations.NullMarked;
