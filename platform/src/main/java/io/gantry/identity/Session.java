package io.gantry.identity;

/// A token that is good now, and what it allows now.
///
/// @param text the token itself
public record Session(String text, Token token, Access access) {
    /// Whether it may make and remove application credentials: one that comes from a restricted one may not.
    public boolean unrestricted() {
        return access.credential().map(ApplicationCredential::unrestricted).orElse(true);
    }

    /// Without the token itself.
    @Override
    public String toString() {
        return "Session[audit=" + token.audit() + ", user=" + access.user().id() + "]";
    }
}
