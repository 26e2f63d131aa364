package io.gantry.lab.agent;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Something that the host can have the agent do.
///
/// @param later whether whoever sent it is answered before it has ended
/// @param check refuses wrong parameters before anything begins
record Command(boolean later, Check check, Work work) {
    /// What a command does.
    interface Work {
        /// @return `null`, a text or a map
        @Nullable
        Object run(Parameters parameters, Tally tally) throws IOException, InterruptedException;
    }

    /// What a command refuses.
    interface Check {
        /// @throws AgentError that says which parameter is wrong
        void look(Parameters parameters);
    }

    /// Where a command tells how far it is.
    interface Tally {
        /// @param done bytes, of `total`, which is 0 where it is not known
        void at(String step, long done, long total);
    }

    static Command now(Work work) {
        return new Command(false, _ -> {}, work);
    }

    static Command later(Work work) {
        return new Command(true, _ -> {}, work);
    }

    static Command later(Check check, Work work) {
        return new Command(true, check, work);
    }
}
