package io.gantry.compute.migration;

import io.gantry.job.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A job that is run by hand and kept in memory.
final class Notes implements Run {
    private record Event(String type, Map<String, ?> data) {}

    private final UUID id = UUID.randomUUID();
    private final Object input;
    private final Map<String, Object> kept = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    Notes(Object input) {
        this.input = input;
    }

    List<? extends Map<String, ?>> events(String type) {
        return events.stream().filter(event -> event.type().equals(type)).map(Event::data).toList();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public String subject() {
        return "g";
    }

    @Override
    public <T> T input(Class<T> type) {
        return type.cast(input);
    }

    @Override
    public <T> Optional<T> kept(String key, Class<T> type) {
        return Optional.ofNullable(kept.get(key)).map(type::cast);
    }

    @Override
    public void keep(String key, Object value) {
        kept.put(key, value);
    }

    @Override
    public void event(String type, Map<String, ?> data) {
        events.add(new Event(type, data));
    }

    @Override
    public void report(String step, long done, long total) {}

    @Override
    public long epoch() {
        return 1;
    }
}
