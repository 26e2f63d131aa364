package io.gantry.identity;

import io.gantry.base.Chain;
import java.time.Instant;
import java.util.List;

/// Who did what to what, or tried to.
///
/// @param number from 1, without gaps; 0 before it is written
/// @param user id, empty where nobody proved who he is
/// @param userName or whom somebody claimed to be
/// @param project id, empty where the token was for none
/// @param operation as the policy names it
/// @param object the path of the request, or of what it made
/// @param status of HTTP
/// @param address from which it came
/// @param request id of the request
/// @param hash of the row and all before it; empty before it is written
public record AuditEntry(long number, Instant at, String user, String userName, String project, String operation,
        String object, int status, String address, String request, String hash) {
    /// As it is written: with its number and what links it to the one before.
    AuditEntry linked(long as, String before) {
        var fields = List.of(Long.toString(as), at.toString(), user, userName, project, operation, object,
                Integer.toString(status), address, request);
        return new AuditEntry(as, at, user, userName, project, operation, object, status, address, request,
                Chain.link(before, fields));
    }
}
