package io.gantry.accelerator.http;

import io.gantry.base.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Links and times as the accelerator API has them.
record Links(String href, String rel) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
            .withZone(ZoneOffset.UTC);

    static Links self(String href) {
        return new Links(href, "self");
    }

    static List<Links> of(Origin origin, String what, UUID id) {
        return List.of(self(origin.of(AcceleratorErrors.PREFIX + "/v2/" + what + "/" + id)));
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    static @Nullable String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse(null);
    }
}
