package io.gantry.identity;

import java.time.Instant;
import java.util.Optional;

/// Somebody who may sign in.
///
/// @param id 32 hexadecimal digits
/// @param name unique
/// @param defaultProject what he works in where he names nothing else
/// @param enabled whether he may sign in
/// @param password its bcrypt hash, if he has one
/// @param generation raised when the password changes or he is disabled; what was issued before is dead
public record User(String id, String name, Optional<String> description, Optional<String> email,
        Optional<String> defaultProject, boolean enabled, Optional<String> password, long generation, Instant created) {
    User withPassword(String hash) {
        return new User(id, name, description, email, defaultProject, enabled, Optional.of(hash), generation + 1,
                created);
    }

    /// Without the hash.
    @Override
    public String toString() {
        return "User[id=" + id + ", name=" + name + ", enabled=" + enabled + "]";
    }
}
