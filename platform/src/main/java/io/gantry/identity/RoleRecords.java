package io.gantry.identity;

import java.util.List;
import java.util.Optional;

/// Where roles and who has them are kept.
public interface RoleRecords {
    /// False if there is one of that name.
    boolean add(Role role);

    /// False if there is another one of that name.
    boolean update(Role role);

    Optional<Role> find(String id);

    /// By name.
    List<Role> list();

    /// With all that hangs on it; false if there is none.
    boolean remove(String id);

    /// Does nothing where he has it already.
    void assign(Assignment assignment);

    /// False if he has it not.
    boolean withdraw(Assignment assignment);

    /// All of everybody, in the order they were made.
    List<Assignment> assignments();

    List<Assignment> assignmentsOf(String user);
}
