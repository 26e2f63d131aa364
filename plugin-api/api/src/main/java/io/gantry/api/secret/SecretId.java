package io.gantry.api.secret;

import java.util.regex.Pattern;

/// Which secret it is, for its whole life.
///
/// @param project whose it is; 1 to 64 letters, digits, dashes and underscores
/// @param secret unique in the host; the same characters
public record SecretId(String project, String secret) {
    private static final Pattern PART = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /// @throws IllegalArgumentException for other characters or lengths
    public SecretId {
        for (var part : new String[]{project, secret}) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("not 1 to 64 letters, digits, dashes and underscores: " + part);
            }
        }
    }

    @Override
    public String toString() {
        return project + "/" + secret;
    }
}
