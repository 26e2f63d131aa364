package io.gantry.compute.http;

import io.gantry.base.Problem;
import io.gantry.compute.NewGuest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body that defines a guest.
record GuestRequest(@Nullable String name, @Nullable String host, @Nullable Long memoryBytes,
        @Nullable Map<String, String> properties) {
    NewGuest guest() {
        return new NewGuest(present("name", name), present("host", host), present("memory_bytes", memoryBytes),
                properties == null ? Map.of() : properties);
    }

    static <T> T present(String member, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(member + ": is missing");
        }
        return value;
    }
}
