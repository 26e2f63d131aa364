package io.gantry.identity.store;

import io.gantry.identity.Project;
import io.gantry.identity.ProjectRecords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class StoredProjects implements ProjectRecords {
    private final ProjectRows rows;

    StoredProjects(ProjectRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean add(Project project) {
        return Names.free(() -> rows.save(ProjectRow.of(project)));
    }

    @Override
    public boolean update(Project project) {
        return Names.free(() -> rows.update(ProjectRow.of(project)));
    }

    @Override
    public Optional<Project> find(String id) {
        return rows.findById(id).map(ProjectRow::value);
    }

    @Override
    public Optional<Project> named(String name) {
        return rows.findByName(name).map(ProjectRow::value);
    }

    @Override
    public List<Project> list() {
        return rows.listOrderByName().stream().map(ProjectRow::value).toList();
    }

    @Override
    public boolean remove(String id) {
        return rows.deleteById(id) == 1;
    }
}
