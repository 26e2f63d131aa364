package io.gantry.compute.migration;

import io.gantry.api.DriverException;
import io.gantry.api.Fit;
import io.gantry.api.TransferStrategy;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.base.Problem;
import io.gantry.compute.Move;
import io.gantry.job.Run;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Chooses the strategy that moves a guest and says why.
@Singleton
final class Strategies {
    private record Verdict(String strategy, Fit fit) {}

    private final Drivers drivers;

    Strategies(Drivers drivers) {
        this.drivers = drivers;
    }

    static TransferPlan plan(Move move, Endpoint source, Endpoint target) {
        return new TransferPlan(move.guest().name(), move.guest().memoryBytes(), source, target,
                move.migration().connections(), move.migration().bytesPerSecond());
    }

    /// The one that was asked for, else the first that says yes, else the first fallback. Every verdict becomes an event.
    String choose(Run run, TransferPlan plan) {
        var named = run.input(Move.class).migration().strategy();
        var candidates = named.map(name -> List.of(drivers.get(TransferStrategy.class, name)))
                .orElseGet(() -> drivers.all(TransferStrategy.class));
        var verdicts = new ArrayList<Verdict>();
        for (var candidate : candidates) {
            var verdict = new Verdict(candidate.instance(), fit(candidate, plan));
            run.event("verdict", Map.of("strategy", verdict.strategy(), "verdict", word(verdict.fit()), "reason",
                    verdict.fit().reason()));
            verdicts.add(verdict);
        }
        var chosen = best(verdicts);
        run.event("chosen", Map.of("strategy", chosen.strategy(), "reason", chosen.fit().reason()));
        return chosen.strategy();
    }

    private static Verdict best(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.fit() instanceof Fit.Yes)
                .findFirst()
                .or(() -> verdicts.stream().filter(verdict -> verdict.fit() instanceof Fit.Fallback).findFirst())
                .orElseThrow(() -> none(verdicts));
    }

    private static Problem none(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return new Problem(Problem.Kind.UNSUPPORTED,
                    "no transfer strategy is open; name one under drivers: in gantry.yaml");
        }
        return new Problem(Problem.Kind.UNSUPPORTED, "no transfer strategy can move the guest: " + verdicts.stream()
                .map(verdict -> "'" + verdict.strategy() + "': " + verdict.fit().reason())
                .collect(Collectors.joining("; ")));
    }

    private static Fit fit(Handle<TransferStrategy> candidate, TransferPlan plan) {
        try {
            return candidate.call().fit(plan);
        } catch (DriverException e) {
            return new Fit.No("it failed to judge: " + e.getMessage());
        }
    }

    private static String word(Fit fit) {
        return switch (fit) {
            case Fit.Yes _ -> "yes";
            case Fit.Fallback _ -> "fallback";
            case Fit.No _ -> "no";
        };
    }
}
