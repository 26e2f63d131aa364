package io.gantry.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A secret of its own with which a program acts for a user in one project, with no more than these roles.
///
/// @param id 32 hexadecimal digits
/// @param user id
/// @param project id
/// @param name unique for the user
/// @param secret its bcrypt hash
/// @param roles ids
/// @param unrestricted whether it may itself make and remove application credentials
/// @param expires after which it is of no use
public record ApplicationCredential(String id, String user, String project, String name,
        Optional<String> description, String secret, Set<String> roles, boolean unrestricted, Optional<Instant> expires,
        Instant created) {
    /// Without the hash.
    @Override
    public String toString() {
        return "ApplicationCredential[id=" + id + ", user=" + user + ", project=" + project + "]";
    }
}
