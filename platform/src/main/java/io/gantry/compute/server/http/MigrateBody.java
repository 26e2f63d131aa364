package io.gantry.compute.server.http;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.util.Optional;

/// What asks for a live migration. Its disks move along with a guest where they are its own, whatever is said here.
final class MigrateBody {
    private static final int AUTO = 25;
    private static final int FORCE = 30;
    private static final int NO_FORCE = 68;
    private static final int LONGEST = 255;

    private MigrateBody() {}

    /// Where to; empty for whichever host does.
    ///
    /// @param version from 2.25 on nobody says whether the disk may be overcommitted, from 2.30 to 2.67 the host may be forced
    static Optional<String> host(JsonBody body, int version) {
        var old = version < AUTO;
        if (old) {
            body.only("host", "block_migration", "disk_over_commit");
            needed(body, "disk_over_commit");
        } else if (version >= FORCE && version < NO_FORCE) {
            body.only("host", "block_migration", "force");
        } else {
            body.only("host", "block_migration");
        }
        if (!body.json().has("host")) {
            throw Problem.invalid("Invalid input for field/attribute os-migrateLive: 'host' is a required property");
        }
        needed(body, "block_migration");
        var host = body.text("host", LONGEST);
        if (host.isPresent() && host.get().isBlank()) {
            throw Problem.invalid("'host' is the name of a host, or null for any.");
        }
        body.part("block_migration").ifPresent(part -> {
            if (old || !part.json().asText().equals("auto")) {
                Listing.flag("block_migration", part.json().asText());
            }
        });
        body.part("force").filter(part -> Listing.flag("force", part.json().asText())).ifPresent(part -> {
            if (host.isEmpty()) {
                throw Problem.invalid("Can't force to a non-provided destination");
            }
        });
        return host;
    }

    private static void needed(JsonBody body, String name) {
        if (body.part(name).isEmpty()) {
            throw Problem.invalid("Invalid input for field/attribute os-migrateLive: '" + name
                    + "' is a required property");
        }
    }
}
