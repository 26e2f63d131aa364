/// The tour: a walk through real work over the public HTTP API. A [io.gantry.cli.tour.Chapter] is a subject, its
/// [io.gantry.cli.tour.TourStep]s build on each other; the [io.gantry.cli.tour.Guide] speaks to the host and to the person who watches, and
/// judges what it sees. Everything the tour makes carries its tag, which is how [io.gantry.cli.tour.Cleanup] finds it again.
@NullMarked
package io.gantry.cli.tour;

import org.jspecify.annotations.NullMarked;
