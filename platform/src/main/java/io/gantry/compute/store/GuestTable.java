package io.gantry.compute.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.api.guest.GuestSpec;
import io.gantry.base.Problem;
import io.gantry.compute.GuestEntry;
import io.gantry.compute.GuestEntry.Phase;
import io.gantry.compute.GuestStore;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Guests in the database.
@Singleton
final class GuestTable implements GuestStore {
    private final GuestRepository rows;
    private final ObjectMapper json;

    GuestTable(GuestRepository rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
    }

    @Override
    public void add(GuestEntry entry) {
        try {
            rows.save(new GuestRow(entry.name(), entry.host(), text(entry.spec()), entry.phase(),
                    entry.reason().orElse(null), entry.job().orElse(null),
                    entry.tpmSecret().orElse(null), entry.created()));
        } catch (DataAccessException e) {
            if (rows.findById(entry.name()).isPresent()) {
                throw Problem.conflict("there is a guest '" + entry.name() + "' already");
            }
            throw e;
        }
    }

    @Override
    public Optional<GuestEntry> find(String name) {
        return rows.findById(name).map(this::entry);
    }

    @Override
    public List<GuestEntry> all() {
        return rows.listOrderByName().stream().map(this::entry).toList();
    }

    @Override
    public void phase(String name, Phase phase, Optional<String> reason) {
        rows.update(name, phase, reason.orElse(null));
    }

    @Override
    public void remove(String name) {
        rows.deleteById(name);
    }

    @Override
    public boolean claim(String name, UUID job) {
        return rows.claim(name, job) == 1;
    }

    @Override
    public void release(String name, UUID job) {
        rows.release(name, job);
    }

    @Override
    public void moved(String name, String host) {
        rows.updateHost(name, host);
    }

    private GuestEntry entry(GuestRow row) {
        return new GuestEntry(spec(row), row.host(), row.phase(),
                Optional.ofNullable(row.reason()), Optional.ofNullable(row.job()),
                Optional.ofNullable(row.tpmSecret()), row.created());
    }

    private GuestSpec spec(GuestRow row) {
        try {
            return json.readValue(row.spec(), GuestSpec.class);
        } catch (JsonProcessingException e) {
            throw new Problem(Problem.Kind.FAILED, "the row of guest '" + row.name() + "' holds no JSON", e);
        }
    }

    private String text(GuestSpec spec) {
        try {
            return json.writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new Problem(Problem.Kind.INVALID, "the guest cannot be written as JSON", e);
        }
    }
}
