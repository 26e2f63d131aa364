package io.gantry.compute.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.base.Problem;
import io.gantry.compute.GuestEntry;
import io.gantry.compute.GuestEntry.Phase;
import io.gantry.compute.GuestStore;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Guests in the database.
@Singleton
final class GuestTable implements GuestStore {
    private static final TypeReference<Map<String, String>> PROPERTIES = new TypeReference<>() {
    };

    private final GuestRepository rows;
    private final ObjectMapper json;

    GuestTable(GuestRepository rows, ObjectMapper json) {
        this.rows = rows;
        this.json = json;
    }

    @Override
    public void add(GuestEntry entry) {
        try {
            rows.save(new GuestRow(entry.name(), entry.host(), entry.memoryBytes(), text(entry.properties()),
                    entry.phase(), entry.reason().orElse(null), entry.job().orElse(null), entry.created()));
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
        return new GuestEntry(row.name(), row.host(), row.memoryBytes(), properties(row), row.phase(),
                Optional.ofNullable(row.reason()), Optional.ofNullable(row.job()), row.created());
    }

    private Map<String, String> properties(GuestRow row) {
        try {
            return json.readValue(row.properties(), PROPERTIES);
        } catch (JsonProcessingException e) {
            throw new Problem(Problem.Kind.FAILED, "the row of guest '" + row.name() + "' holds no JSON", e);
        }
    }

    private String text(Map<String, String> properties) {
        try {
            return json.writeValueAsString(properties);
        } catch (JsonProcessingException e) {
            throw new Problem(Problem.Kind.INVALID, "properties: cannot be written as JSON", e);
        }
    }
}
