package io.gantry.cli.tour;

import java.util.List;

/// Steps that build on each other: when one fails, those after it in the chapter are not tried.
@FunctionalInterface
interface Chapter {
    List<TourStep> steps();
}
