package io.gantry.compute.migration;

/// Names under which the steps keep what a later step, or the same one after a crash, needs.
final class Kept {
    /// Instance of the chosen strategy.
    static final String STRATEGY = "strategy";
    /// How the strategy reaches the target.
    static final String TARGET = "target";
    /// That copying has begun, so that a crash may have left both ends half way.
    static final String COPYING = "copying";
    /// When the guest was halted at the source.
    static final String HALTED_AT = "halted_at";
    /// How long comparing the memory took.
    static final String PROOF_MS = "proof_ms";
    /// When the target was told to let the guest run; from then on only the target's word proves that it never ran there.
    static final String RELEASED_AT = "released_at";
    /// That the target was found to have never run the guest in spite of [#RELEASED_AT].
    static final String NEVER_RAN = "never_ran";
    /// How long the guest stood still.
    static final String DOWNTIME_MS = "downtime_ms";

    private Kept() {}
}
