package io.gantry.accelerator;

import io.gantry.api.accelerator.Device;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What each driver instance said last since the host started, as it said it: with that drivers are told which device is meant.
@Singleton
final class Reports {
    private final Map<String, Map<String, Device>> last = new ConcurrentHashMap<>();

    void put(String source, List<Device> report) {
        last.put(source, report.stream().collect(Collectors.toUnmodifiableMap(Device::id, Function.identity())));
    }

    void forget(String source) {
        last.remove(source);
    }

    /// Whether the instance has reported since the host started.
    boolean has(String source) {
        return last.containsKey(source);
    }

    /// Empty if the instance did not report it last, or has not reported.
    Optional<Device> device(String source, String id) {
        return Optional.ofNullable(last.getOrDefault(source, Map.of()).get(id));
    }
}
