package io.gantry.api;

/// A driver's answer to "can you take this?", always with its reason. Giving it is cheap, offline and free of side effects.
///
/// The first [Yes] in the operator's order wins; without one, the first [Fallback] does. The host stores every answer.
public sealed interface Fit {
    /// One sentence that names the evidence: `image has a GPT partition table`.
    String reason();

    /// Made for this.
    record Yes(String reason) implements Fit {}

    /// Takes it, but knows of nothing that speaks for it.
    record Fallback(String reason) implements Fit {}

    /// Cannot take it.
    record No(String reason) implements Fit {}
}
