package io.gantry.baremetal.port;

/// What an action made of a port or port group, and why.
public record Verdict(Attachable subject, Answer answer, String reason) {
    /// What became of it.
    public enum Answer {
        /// It carries the network, or will as a part of the new group.
        CHOSEN,
        /// It would do, but another one is preferred, or there are not enough of its kind.
        POSSIBLE,
        /// It cannot be used.
        REFUSED
    }

    static Verdict chosen(Attachable subject) {
        return new Verdict(subject, Answer.CHOSEN, "it matches");
    }

    static Verdict possible(Attachable subject, String reason) {
        return new Verdict(subject, Answer.POSSIBLE, reason);
    }

    static Verdict refused(Attachable subject, String reason) {
        return new Verdict(subject, Answer.REFUSED, reason);
    }
}
