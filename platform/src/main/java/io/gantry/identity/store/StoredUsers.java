package io.gantry.identity.store;

import io.gantry.identity.User;
import io.gantry.identity.UserRecords;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class StoredUsers implements UserRecords {
    private final UserRows rows;

    StoredUsers(UserRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean add(User user) {
        return Names.free(() -> rows.save(UserRow.of(user)));
    }

    @Override
    public boolean update(User user) {
        return Names.free(() -> rows.update(UserRow.of(user)));
    }

    @Override
    public Optional<User> find(String id) {
        return rows.findById(id).map(UserRow::value);
    }

    @Override
    public Optional<User> named(String name) {
        return rows.findByName(name).map(UserRow::value);
    }

    @Override
    public List<User> list() {
        return rows.listOrderByName().stream().map(UserRow::value).toList();
    }

    @Override
    public boolean remove(String id) {
        return rows.deleteById(id) == 1;
    }
}
