package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Keeps together secrets that belong together. A container owns none of its secrets: it goes, and they stay.
@Singleton
public class Containers {
    private static final int MOST_PARTS = 100;

    private final ContainerRecords records;
    private final Quotas quotas;
    private final Access access;
    private final InstantSource clock;

    Containers(ContainerRecords records, Quotas quotas, Access access, InstantSource clock) {
        this.records = records;
        this.quotas = quotas;
        this.access = access;
        this.clock = clock;
    }

    /// Makes a container of secrets of the caller's project.
    public Container create(Caller caller, Optional<String> name, Container.Type type, List<Container.Part> parts)
            throws InterruptedException {
        var now = now();
        var container = new Container(UUID.randomUUID(), Owner.of(caller), name, type, parts, now, now);
        ContainerShape.check(type, parts);
        if (parts.size() > MOST_PARTS) {
            throw Problem.invalid("A container has at most " + MOST_PARTS + " secrets.");
        }
        allKnown(caller.project(), parts);
        return quotas.within(caller.project(), Quotas.Kind.CONTAINERS, () -> records.count(caller.project()), () -> {
            records.add(container);
            return container;
        });
    }

    private void allKnown(String project, List<Container.Part> parts) {
        var wanted = parts.stream().map(Container.Part::secret).collect(Collectors.toSet());
        var missing = new HashSet<>(wanted);
        missing.removeAll(wanted.isEmpty() ? Set.of() : records.known(project, wanted));
        if (!missing.isEmpty()) {
            throw Problem.notFound("Secret provided for '%s' doesn't exist in this project: %s.".formatted(
                    parts.stream()
                            .filter(part -> missing.contains(part.secret()))
                            .map(Container.Part::name)
                            .findFirst()
                            .orElse(""),
                    missing.iterator().next()));
        }
    }

    /// The oldest first.
    public Found<Container> list(Caller caller, Optional<String> name, Optional<Container.Type> type, Window window) {
        return records.list(caller.project(), name, type, window);
    }

    public Container find(Caller caller, UUID id) {
        var container = records.find(id).orElseThrow(() -> unknown(id));
        access.read(caller, container.owner(), id, unknown(id));
        return container;
    }

    /// A container that the caller may change.
    Container owned(Caller caller, UUID id) {
        var container = records.find(id).orElseThrow(() -> unknown(id));
        access.change(caller, container.owner(), id, unknown(id));
        return container;
    }

    /// Removes the container; its secrets stay.
    public void delete(Caller caller, UUID id) {
        owned(caller, id);
        records.remove(id);
    }

    /// Adds a secret to a generic container.
    @Transactional
    public void add(Caller caller, UUID id, Container.Part part) {
        var container = generic(caller, id);
        allKnown(container.owner().project(), List.of(part));
        if (container.parts().contains(part)) {
            throw Problem.conflict("Conflict. A secret with that name and ID is already stored in this container.");
        }
        if (container.parts().size() >= MOST_PARTS) {
            throw Problem.invalid("A container has at most " + MOST_PARTS + " secrets.");
        }
        records.add(id, part);
    }

    /// Takes a secret out of a generic container; the secret stays.
    @Transactional
    public void remove(Caller caller, UUID id, Container.Part part) {
        generic(caller, id);
        if (!records.remove(id, part)) {
            throw Problem.notFound("Secret provided is not in the container: container " + id + " has no secret "
                    + part.secret() + " named '" + part.name() + "'.");
        }
    }

    private Container generic(Caller caller, UUID id) {
        var container = owned(caller, id);
        if (container.type() != Container.Type.GENERIC) {
            throw Problem.invalid("Only 'generic' containers can be modified; container " + id + " is of type '"
                    + container.type().word() + "'.");
        }
        return container;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Problem unknown(UUID id) {
        return Problem.notFound("There is no container " + id + " that you may see.");
    }
}
