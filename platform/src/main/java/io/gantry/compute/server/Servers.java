package io.gantry.compute.server;

import io.gantry.accelerator.Profiles;
import io.gantry.api.HypervisorDriver;
import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.compute.server.Server.State;
import io.gantry.identity.Caller;
import io.gantry.image.Images;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Servers of projects. Nobody but its project and an administrator learns of a server.
@Singleton
public final class Servers {
    private static final int MOST = 64;
    private static final long GIB = 1L << 30;
    /// What a disk can be made of; compressed images are for bare metal.
    private static final Set<String> FORMATS = Set.of("raw", "qcow2", "iso");

    private final ServerRecords records;
    private final Intake intake;
    private final Drivers drivers;
    private final Images images;
    private final Profiles profiles;
    private final InstantSource clock;

    Servers(ServerRecords records, Intake intake, Drivers drivers, Images images, Profiles profiles,
            InstantSource clock) {
        this.records = records;
        this.intake = intake;
        this.drivers = drivers;
        this.images = images;
        this.profiles = profiles;
        this.clock = clock;
    }

    /// Writes the servers down and hands in the jobs that make them.
    ///
    /// @return the first of them
    public Server create(Caller caller, RequestId request, NewServer wanted) {
        check(wanted);
        if (wanted.count() < 1 || wanted.count() > MOST) {
            throw Problem.invalid("One request makes 1 to %d servers, not %d.".formatted(MOST, wanted.count()));
        }
        var made = java.util.stream.IntStream.rangeClosed(1, wanted.count())
                .mapToObj(number -> server(caller, wanted,
                        wanted.count() == 1 ? wanted.name() : wanted.name() + "-" + number))
                .toList();
        intake.create(made, wanted.host(), caller, request);
        return made.getFirst();
    }

    private Server server(Caller caller, NewServer wanted, String name) {
        var now = now();
        return new Server(UUID.randomUUID(), caller.project(), caller.user(), name, wanted.description(),
                wanted.flavor(), wanted.image().id(), wanted.metadata(), State.BUILDING, false, Optional.empty(),
                Optional.empty(), Optional.empty(), ExtraSpecs.security(wanted.flavor().extra()), Optional.empty(), now,
                now, Optional.empty(), Optional.empty());
    }

    /// What can be told without a host.
    private void check(NewServer wanted) {
        var flavor = wanted.flavor();
        var image = wanted.image();
        var format = image.properties().getOrDefault("format", "raw");
        if (!FORMATS.contains(format)) {
            throw Problem.invalid("Image %s is %s; the disk of a server is made of raw, qcow2 or iso.".formatted(
                    image.name(), format));
        }
        var bytes = images.diskBytes(image);
        if (bytes < 1 || (flavor.diskGb() > 0 && bytes > flavor.diskGb() * GIB)) {
            throw Problem.invalid(
                    "Flavor's disk is too small for requested image. Flavor disk is %d bytes, image is %d bytes."
                            .formatted(flavor.diskGb() * GIB, bytes));
        }
        ExtraSpecs.tpm(flavor.extra());
        ExtraSpecs.profile(flavor.extra()).ifPresent(name -> {
            if (profiles.list().stream().noneMatch(profile -> profile.name().equals(name))) {
                throw Problem.invalid("The flavor asks for the device profile '%s', which there is not.".formatted(
                        name));
            }
        });
        wanted.host().ifPresent(name -> {
            try {
                drivers.get(HypervisorDriver.class, name);
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.UNAVAILABLE) {
                    throw new Problem(Problem.Kind.INVALID, "Compute host %s could not be found.".formatted(name), e);
                }
            }
        });
    }

    /// @throws Problem NOT_FOUND for one of another project too
    public Server find(Caller caller, UUID id) {
        return Optional.of(ever(caller, id)).filter(server -> server.deleted().isEmpty()).orElseThrow(() -> none(id));
    }

    /// Also one that is deleted.
    Server ever(Caller caller, UUID id) {
        return records.find(id)
                .filter(server -> caller.has("admin") || server.project().equals(caller.project()))
                .orElseThrow(() -> none(id));
    }

    private static Problem none(UUID id) {
        return Problem.notFound("Instance " + id + " could not be found.");
    }

    public List<Server> list(ServerQuery query) {
        return records.list(query);
    }

    /// Hands in the job that removes it; asked again while that job works, nothing happens.
    public void delete(Caller caller, RequestId request, UUID id) {
        var server = find(caller, id);
        intake.delete(server, caller, request, now());
    }

    public Server describe(Caller caller, UUID id, Optional<String> name, Optional<Optional<String>> description) {
        var server = find(caller, id);
        records.describe(id, name.orElse(server.name()), description.orElse(server.description()), now());
        return find(caller, id);
    }

    public void metadata(Caller caller, UUID id, Map<String, String> metadata) {
        find(caller, id);
        records.metadata(id, metadata, now());
    }

    /// One that nobody makes, moves or removes now.
    Server free(Caller caller, UUID id, String verb) {
        var server = find(caller, id);
        var busy = server.deleting()
                ? "task_state deleting"
                : server.state() == State.BUILDING
                        ? "vm_state building"
                        : server.moving().isPresent() ? "task_state migrating" : "";
        if (!busy.isEmpty()) {
            throw Problem.conflict("Cannot '%s' instance %s while it is in %s".formatted(verb, id, busy));
        }
        return server;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
