package io.gantry.base;

/// The URL of this host as the caller of a request sees it; a parameter of that type in a controller gets it. Links in answers begin with it.
///
/// @param url scheme, host and port, without a slash at its end
public record Origin(String url) {
    /// The URL of a path that begins with a slash.
    public String of(String path) {
        return url + path;
    }
}
