package io.gantry.baremetal;

import java.util.List;
import java.util.Optional;

/// Which deploy interface is to be used, and why.
///
/// @param chosen its instance; empty if none will do
/// @param verdicts of all that were asked, in the order they were asked
/// @param reason one sentence
/// @param evidence what was found out about the image before anybody was asked, in that order
public record Decision(Optional<String> chosen, List<Verdict> verdicts, String reason, List<String> evidence) {
    Decision with(List<String> found) {
        return new Decision(chosen, verdicts, reason, found);
    }
}
