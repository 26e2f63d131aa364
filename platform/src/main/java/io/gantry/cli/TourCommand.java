package io.gantry.cli;

import io.gantry.cli.tour.Tour;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "tour", description = {"Walks through real work on a running host, with the reason of every decision.",
        "Exits 1 when a step is not as it should be. Whatever it makes, it removes."})
final class TourCommand implements Callable<Integer> {
    @Mixin
    Remote remote = new Remote();

    @Mixin
    TourOptions options = new TourOptions();

    @Override
    public Integer call() {
        try (var api = remote.api()) {
            return new Tour(api, options.plan(), remote.out(), Bar.isTerminal()).walk()
                    ? 0
                    : Failure.Exit.FAILED.code();
        }
    }
}
