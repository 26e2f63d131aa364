package io.gantry.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What stands in a token.
///
/// @param user id
/// @param generation of the user when it was issued
/// @param methods by which he proved who he is: `password`, `token`, `application_credential`
/// @param system whether it is for the whole system
/// @param project id, if it is for a project
/// @param credential id of the application credential that it comes from
/// @param audit what the audit trail and the list of revoked tokens call it
/// @param parent the same of the token that it was made from
public record Token(String user, long generation, List<String> methods, boolean system, Optional<String> project,
        Optional<String> credential, Instant issued, Instant expires, String audit, Optional<String> parent) {}
