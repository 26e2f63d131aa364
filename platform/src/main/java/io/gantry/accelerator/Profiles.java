package io.gantry.accelerator;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What may be asked for.
@Singleton
public final class Profiles {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int LONGEST = 2000;
    private static final int MOST_GROUPS = 100;

    private final ProfileRecords records;
    private final InstantSource clock;

    Profiles(ProfileRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /// @param id that the client chose
    /// @param description may be empty
    public Profile create(Optional<UUID> id, String name, String description, List<ProfileGroup> groups) {
        if (!NAME.matcher(name).matches()) {
            throw Problem
                    .invalid("Device profile name must be of the form ^[a-zA-Z0-9-_]+$ with at most 255 characters.");
        }
        if (groups.isEmpty() || groups.size() > MOST_GROUPS) {
            throw Problem.invalid("DeviceProfile needs groups field: 1 to " + MOST_GROUPS + " groups.");
        }
        if (description.length() > LONGEST) {
            throw Problem.invalid("The description of a device profile has at most " + LONGEST + " characters.");
        }
        var profile = new Profile(id.orElseGet(UUID::randomUUID), name, description, List.copyOf(groups),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        records.add(profile);
        return profile;
    }

    public List<Profile> list() {
        return records.list();
    }

    /// @throws Problem NOT_FOUND
    public Profile find(UUID id) {
        return records.find(id).orElseThrow(() -> Problem.notFound("There is no device profile " + id + "."));
    }

    /// @throws Problem NOT_FOUND
    public Profile named(String name) {
        return records.named(name)
                .orElseThrow(() -> Problem.notFound("There is no device profile with the name '" + name + "'."));
    }

    /// Removes all of them or none.
    public void remove(List<Profile> profiles) {
        records.remove(profiles.stream().map(Profile::id).toList());
    }
}
