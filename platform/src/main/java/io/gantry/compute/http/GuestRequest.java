package io.gantry.compute.http;

import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.VirtualDevice;
import io.gantry.base.Problem;
import io.gantry.compute.NewGuest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body that defines a guest.
record GuestRequest(@Nullable String name, @Nullable String host, @Nullable Long memoryBytes,
        @Nullable Integer processors, @Nullable List<VirtualDevice> devices,
        @Nullable Map<String, String> properties) {
    NewGuest guest() {
        return new NewGuest(present("host", host), new GuestSpec(present("name", name),
                present("memory_bytes", memoryBytes), processors == null ? 1 : processors,
                devices == null ? List.of() : devices, properties == null ? Map.of() : properties));
    }

    static <T> T present(String member, @Nullable T value) {
        if (value == null) {
            throw Problem.invalid(member + ": is missing");
        }
        return value;
    }
}
