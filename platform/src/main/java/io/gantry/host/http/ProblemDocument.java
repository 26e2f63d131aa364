package io.gantry.host.http;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import java.util.Locale;

/// A problem as RFC 9457 has it.
///
/// @param detail what happened, to which object, and what to do next
@Introspected
record ProblemDocument(String type, String title, int status, String detail) {
    static ProblemDocument of(HttpStatus status, String detail) {
        var title = status.getReason();
        return new ProblemDocument("urn:gantry:problem:" + title.toLowerCase(Locale.ROOT).replace(' ', '-'), title,
                status.getCode(), detail);
    }
}
