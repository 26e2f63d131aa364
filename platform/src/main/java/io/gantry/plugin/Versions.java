package io.gantry.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.pf4j.DefaultVersionManager;

/// Semantic versions and ranges of them. A qualifier (`-SNAPSHOT`) counts when two versions are compared, not when one is held against a range.
final class Versions {
    private static final DefaultVersionManager SEMVER = new DefaultVersionManager();

    private Versions() {}

    /// The version of the plugin API that this host has.
    static String api() {
        var properties = new Properties();
        try (var in = Versions.class.getResourceAsStream("/META-INF/gantry/plugin-api.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plain(properties.getProperty("version"));
    }

    static boolean valid(String version) {
        try {
            return SEMVER.compareVersions(version, "0.0.0") >= 0;
        } catch (RuntimeException _) {
            return false;
        }
    }

    static boolean validRange(String range) {
        try {
            SEMVER.checkVersionConstraint("1.0.0", range);
            return !range.isBlank();
        } catch (RuntimeException _) {
            return false;
        }
    }

    static boolean within(String version, String range) {
        return SEMVER.checkVersionConstraint(plain(version), range);
    }

    /// Whether the range ends somewhere, as one must that promises to run on what it has not seen.
    static boolean bounded(String range) {
        return !SEMVER.checkVersionConstraint("999999.0.0", range);
    }

    static int compare(String one, String other) {
        return SEMVER.compareVersions(one, other);
    }

    private static String plain(String version) {
        return version.replaceFirst("[-+].*", "");
    }
}
