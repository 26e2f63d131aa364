package io.gantry.base;

import java.util.Map;

/// How one of the APIs tells its callers of an error: each OpenStack service has a form of its own that its clients read.
public interface ErrorShape {
    /// The paths it is for begin with this: `/identity`.
    String prefix();

    /// The body.
    ///
    /// @param status of HTTP
    /// @param title the reason phrase of the status
    /// @param detail what happened, to which object, and what to do next
    Map<String, Object> body(int status, String title, String detail);
}
