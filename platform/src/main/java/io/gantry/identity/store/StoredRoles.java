package io.gantry.identity.store;

import io.gantry.identity.Assignment;
import io.gantry.identity.Role;
import io.gantry.identity.RoleRecords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class StoredRoles implements RoleRecords {
    private final RoleRows rows;
    private final AssignmentRows assignments;

    StoredRoles(RoleRows rows, AssignmentRows assignments) {
        this.rows = rows;
        this.assignments = assignments;
    }

    @Override
    public boolean add(Role role) {
        return Names.free(() -> rows.save(RoleRow.of(role)));
    }

    @Override
    public boolean update(Role role) {
        return Names.free(() -> rows.update(RoleRow.of(role)));
    }

    @Override
    public Optional<Role> find(String id) {
        return rows.findById(id).map(RoleRow::value);
    }

    @Override
    public List<Role> list() {
        return rows.listOrderByName().stream().map(RoleRow::value).toList();
    }

    @Override
    public boolean remove(String id) {
        return rows.deleteById(id) == 1;
    }

    @Override
    public void assign(Assignment assignment) {
        Names.free(() -> assignments.save(AssignmentRow.of(assignment)));
    }

    @Override
    public boolean withdraw(Assignment assignment) {
        return assignments.remove(assignment.user(), AssignmentRow.target(assignment), assignment.role()) == 1;
    }

    @Override
    public List<Assignment> assignments() {
        return assignments.all().stream().map(AssignmentRow::value).toList();
    }

    @Override
    public List<Assignment> assignmentsOf(String user) {
        return assignments.of(user).stream().map(AssignmentRow::value).toList();
    }
}
