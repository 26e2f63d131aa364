package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Who uses which container.
@Singleton
public final class ContainerUsers {
    private final Containers containers;
    private final ContainerRecords records;
    private final ConsumerRecords consumers;
    private final Quotas quotas;
    private final InstantSource clock;

    ContainerUsers(Containers containers, ContainerRecords records, ConsumerRecords consumers, Quotas quotas,
            InstantSource clock) {
        this.containers = containers;
        this.records = records;
        this.consumers = consumers;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// The oldest first.
    public List<Container.User> list(Caller caller, UUID container) {
        containers.find(caller, container);
        return records.users(List.of(container)).getOrDefault(container, List.of());
    }

    /// Those of containers that the caller was shown.
    public Map<UUID, List<Container.User>> of(Collection<Container> shown) {
        return shown.isEmpty() ? Map.of() : records.users(shown.stream().map(Container::id).toList());
    }

    /// Says that somebody uses the container; once more is fine.
    public void add(Caller caller, UUID container, String name, String url) throws InterruptedException {
        var known = list(caller, container).stream().anyMatch(user -> is(user, name, url));
        if (!known) {
            quotas.within(caller.project(), Quotas.Kind.CONSUMERS, () -> consumers.count(caller.project()), () -> {
                var user = new Container.User(name, url, caller.project(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
                records.add(container, user);
                return user;
            });
        }
    }

    /// He uses it no more. Only those of the project that said so or of the container's own may say that.
    public void remove(Caller caller, UUID container, String name, String url) {
        var kept = containers.find(caller, container);
        var user = list(caller, container).stream()
                .filter(one -> is(one, name, url))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "Consumer not found: container " + container + " has none named '" + name + "' at that URL."));
        if (!caller.project().equals(user.project()) && !caller.project().equals(kept.owner().project())) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "Not Allowed. Sorry, only the creator of a consumer can delete it.");
        }
        records.remove(container, user);
    }

    private static boolean is(Container.User user, String name, String url) {
        return user.name().equals(name) && user.url().equals(url);
    }
}
