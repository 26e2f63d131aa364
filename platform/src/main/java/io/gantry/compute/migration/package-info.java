/// Moves a running guest to another host. [io.gantry.compute.migration.MigrateSaga] puts the steps together, each a class of its own;
/// [io.gantry.compute.migration.Convergence] decides between two rounds, and knows neither drivers nor clocks.
@NullMarked
package io.gantry.compute.migration;

import org.jspecify.annotations.NullMarked;
