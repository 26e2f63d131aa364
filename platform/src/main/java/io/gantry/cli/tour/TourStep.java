package io.gantry.cli.tour;

import java.io.IOException;

/// One step of the tour.
///
/// @param title what is shown, as a sentence
/// @param visit shows it; throws [Unexpected] if it is not as it should be
record TourStep(String title, Visit visit) {
    /// What a step does.
    @FunctionalInterface
    interface Visit {
        void with(Guide guide) throws IOException;
    }
}
