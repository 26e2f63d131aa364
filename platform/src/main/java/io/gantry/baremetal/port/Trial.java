package io.gantry.baremetal.port;

import java.util.List;
import java.util.Optional;

/// How an action of a trait was tried.
///
/// @param number of the action in its trait, from 1
/// @param action as the file writes it
/// @param attachment empty if it cannot be done
/// @param reason why it can be done or not
/// @param verdicts on everything it looked at, in the order of preference
public record Trial(String trait, int number, String action, String filter, Optional<Attachment> attachment,
        String reason, List<Verdict> verdicts) {}
