package io.gantry.secret.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.gantry.secret.Container;
import io.gantry.secret.ContainerRecords;
import io.gantry.secret.Found;
import io.gantry.secret.Window;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
class StoredContainers implements ContainerRecords {
    private final ContainerRows rows;
    private final PartRows parts;
    private final UserRows users;
    private final AclRows acls;

    StoredContainers(ContainerRows rows, PartRows parts, UserRows users, AclRows acls) {
        this.rows = rows;
        this.parts = parts;
        this.users = users;
        this.acls = acls;
    }

    @Override
    @Transactional
    public void add(Container container) {
        rows.save(ContainerRow.of(container));
        container.parts().forEach(part -> add(container.id(), part));
    }

    @Override
    public Optional<Container> find(UUID id) {
        return rows.findById(id)
                .map(row -> row.value(acls.projectAccess(id).orElse(true),
                        parts(List.of(id)).getOrDefault(id, List.of())));
    }

    @Override
    public Found<Container> list(String project, Optional<String> name, Optional<Container.Type> type,
            Window window) {
        var wanted = name.orElse("");
        var kind = type.map(Enum::name).orElse("");
        var page = rows.page(project, wanted, kind, window.limit(), window.offset());
        var found = parts(page.stream().map(ContainerRow::id).toList());
        return new Found<>(
                page.stream().map(row -> row.value(true, found.getOrDefault(row.id(), List.of()))).toList(),
                rows.count(project, wanted, kind));
    }

    private Map<UUID, List<Container.Part>> parts(Collection<UUID> containers) {
        return containers.isEmpty()
                ? Map.of()
                : parts.findByContainerInOrderByNumber(containers)
                        .stream()
                        .collect(groupingBy(PartRow::container, mapping(PartRow::value, toList())));
    }

    @Override
    @Transactional
    public void remove(UUID id) {
        acls.deleteById(id);
        rows.deleteById(id);
    }

    @Override
    public long count(String project) {
        return rows.countByProject(project);
    }

    @Override
    public Set<UUID> known(String project, Collection<UUID> secrets) {
        return new HashSet<>(rows.known(project, secrets));
    }

    @Override
    public void add(UUID container, Container.Part part) {
        parts.save(new PartRow(null, container, part.secret(), part.name()));
    }

    @Override
    public boolean remove(UUID container, Container.Part part) {
        return parts.deleteByContainerAndSecretAndName(container, part.secret(), part.name()) > 0;
    }

    @Override
    public Map<UUID, List<Container.User>> users(Collection<UUID> containers) {
        return users.findByContainerInOrderByNumber(containers)
                .stream()
                .collect(groupingBy(UserRow::container, mapping(UserRow::value, toList())));
    }

    @Override
    public void add(UUID container, Container.User user) {
        Twice.allowed(() -> users.save(
                new UserRow(null, container, user.name(), user.url(), user.project(), user.created())));
    }

    @Override
    public void remove(UUID container, Container.User user) {
        users.deleteByContainerAndNameAndUrl(container, user.name(), user.url());
    }
}
