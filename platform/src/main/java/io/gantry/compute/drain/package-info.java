/// Empties a compute host. [io.gantry.compute.drain.Drains] is the facade; [io.gantry.compute.drain.Planner] chooses where each guest goes and
/// knows neither drivers nor the database; [io.gantry.compute.drain.DrainSaga] moves them, a few at a time.
@NullMarked
package io.gantry.compute.drain;

import org.jspecify.annotations.NullMarked;
