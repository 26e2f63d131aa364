package io.gantry.base;

import java.util.Optional;

/// Which Gantry this is.
public final class Release {
    private Release() {}

    /// As the jar says; `development` where there is none.
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion()).orElse("development");
    }
}
