package io.gantry.baremetal;

import io.gantry.api.Fit;

/// What one deploy interface said when it was asked whether it takes a deployment.
///
/// @param instance who was asked
/// @param reason the evidence it named
public record Verdict(String instance, Answer answer, String reason) {
    static Verdict of(String instance, Fit fit) {
        var answer = switch (fit) {
            case Fit.Yes _ -> Answer.YES;
            case Fit.Fallback _ -> Answer.FALLBACK;
            case Fit.No _ -> Answer.NO;
        };
        return new Verdict(instance, answer, fit.reason());
    }

    /// What it said; `FAILED` if it could not say.
    public enum Answer {
        YES, FALLBACK, NO, FAILED
    }
}
