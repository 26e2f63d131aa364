package io.gantry.compute.store;

import io.gantry.compute.ComputeHost.State;
import io.gantry.compute.HostStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was decided about compute hosts, in the database.
@Singleton
class HostTable implements HostStore {
    private final HostRepository rows;

    HostTable(HostRepository rows) {
        this.rows = rows;
    }

    @Override
    public Standing find(String host) {
        return rows.findById(host).map(HostTable::standing).orElse(Standing.ENABLED);
    }

    @Override
    public Map<String, Standing> all() {
        return rows.findAll().stream().collect(Collectors.toMap(HostRow::name, HostTable::standing));
    }

    @Override
    @Transactional
    public void put(String host, Standing standing) {
        rows.deleteById(host);
        if (standing.state() != State.ENABLED) {
            rows.save(new HostRow(host, standing.state(), standing.reason().orElse(null)));
        }
    }

    private static Standing standing(HostRow row) {
        return new Standing(row.state(), Optional.ofNullable(row.reason()));
    }
}
