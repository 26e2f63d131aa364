package io.gantry.baremetal.port;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What was chosen of everything that matches.
///
/// @param attachment empty if nothing could be
/// @param verdicts on the chosen, and on others of which there is more to say than `otherwise`
/// @param otherwise of the others that match
record Choice(Optional<Attachment> attachment, String reason, Map<UUID, Verdict> verdicts, String otherwise) {
    Verdict verdict(Attachable subject) {
        var known = verdicts.get(subject.id());
        return known == null ? Verdict.possible(subject, otherwise) : known;
    }
}
