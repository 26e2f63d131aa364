package io.gantry.compute.server;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What servers may be made like. Servers keep what their flavor said when they were made, so a flavor can go at any time.
@Singleton
public final class Flavors {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]([A-Za-z0-9 ._-]{0,253}[A-Za-z0-9._-])?");
    private static final int LONGEST = 255;
    private static final int LONGEST_DESCRIPTION = 65_535;
    private static final int MOST_PROCESSORS = 512;
    private static final int MOST_MEMORY_MB = 1 << 24;
    private static final int MOST_DISK_GB = 1 << 20;

    private final FlavorRecords records;
    private final InstantSource clock;

    Flavors(FlavorRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /// @throws Problem INVALID naming the member and what it may be, CONFLICT if there is one of that id or name
    public Flavor create(String id, String name, int processors, int memoryMb, int diskGb, boolean open,
            Optional<String> description) {
        if (!ID.matcher(id).matches()) {
            throw Problem.invalid("The id of a flavor has 1 to 255 letters, digits, spaces and . - _, not '"
                    + JsonBody.cut(id) + "'.");
        }
        if (name.isBlank() || name.length() > LONGEST) {
            throw Problem.invalid("The name of a flavor has 1 to " + LONGEST + " characters.");
        }
        within("vcpus", processors, 1, MOST_PROCESSORS);
        within("ram", memoryMb, 1, MOST_MEMORY_MB);
        within("disk", diskGb, 0, MOST_DISK_GB);
        checkDescription(description);
        var flavor = new Flavor(id, name.strip(), processors, memoryMb, diskGb, open, description, Map.of(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        records.add(flavor);
        return flavor;
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw Problem.invalid("Invalid input for field/attribute %s. Value: %d. It has to be from %d to %d."
                    .formatted(what, value, least, most));
        }
    }

    private static void checkDescription(Optional<String> description) {
        if (description.isPresent() && description.get().length() > LONGEST_DESCRIPTION) {
            throw Problem.invalid("The description of a flavor has at most " + LONGEST_DESCRIPTION + " characters.");
        }
    }

    public List<Flavor> list(FlavorQuery query) {
        return records.list(query);
    }

    /// @throws Problem NOT_FOUND also for one that is not open to the caller's project
    public Flavor find(Caller caller, String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(records::find)
                .filter(flavor -> flavor.open() || caller.has("admin")
                        || records.projects(id).contains(caller.project()))
                .orElseThrow(() -> Problem.notFound("Flavor " + JsonBody.cut(id) + " could not be found."));
    }

    public Flavor describe(Flavor flavor, Optional<String> description) {
        checkDescription(description);
        var changed = flavor.described(description);
        records.change(changed);
        return changed;
    }

    public void remove(String id) {
        if (!ID.matcher(id).matches() || !records.remove(id)) {
            throw Problem.notFound("Flavor " + JsonBody.cut(id) + " could not be found.");
        }
    }

    /// Sets these extra specs and leaves the others.
    public Flavor set(Flavor flavor, Map<String, String> specs) {
        var all = new TreeMap<>(flavor.extra());
        all.putAll(specs);
        ExtraSpecs.check(all);
        var changed = flavor.with(all);
        records.change(changed);
        return changed;
    }

    /// @throws Problem NOT_FOUND if it has no such extra spec
    public void unset(Flavor flavor, String key) {
        var left = new TreeMap<>(flavor.extra());
        if (left.remove(key) == null) {
            throw Problem.notFound("Flavor %s has no extra specs with key %s.".formatted(flavor.id(),
                    JsonBody.cut(key)));
        }
        records.change(flavor.with(left));
    }

    /// The projects that may use one that is not open to all.
    ///
    /// @throws Problem NOT_FOUND for one that is open
    public Set<String> projects(Flavor flavor) {
        if (flavor.open()) {
            throw Problem.notFound("Access list not available for public flavors.");
        }
        return records.projects(flavor.id());
    }

    public void allow(Flavor flavor, String project) {
        if (flavor.open()) {
            throw Problem.conflict("Flavor " + flavor.id() + " is open to all projects already.");
        }
        checkProject(project);
        if (!records.allow(flavor.id(), project)) {
            throw Problem.conflict("Flavor access already exists for flavor %s and project %s combination."
                    .formatted(flavor.id(), project));
        }
    }

    public void forbid(Flavor flavor, String project) {
        checkProject(project);
        if (!records.forbid(flavor.id(), project)) {
            throw Problem.notFound("Flavor access not found for %s / %s combination.".formatted(flavor.id(), project));
        }
    }

    private static void checkProject(String project) {
        if (!project.matches("[0-9a-zA-Z-]{1,64}")) {
            throw Problem.invalid("'" + JsonBody.cut(project) + "' is the id of no project.");
        }
    }
}
