package io.gantry.redfish;

import io.gantry.api.DriverException;
import io.gantry.redfish.Address.Trust;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The controllers that were asked so far, each with its session.
final class Controllers implements AutoCloseable {
    private static final int FAREWELL_SECONDS = 2;

    private final RedfishOptions options;
    private final ThreadFactory threads;
    private final Map<String, Wire> wires = new HashMap<>();
    private final Map<String, Controller> controllers = new ConcurrentHashMap<>();

    Controllers(RedfishOptions options, ThreadFactory threads) {
        this.options = options;
        this.threads = threads;
    }

    /// A password that has changed makes another controller of it.
    Controller of(Address address) {
        return controllers.compute(address.key(),
                (key, known) -> known != null && known.address().password().equals(address.password())
                        ? known
                        : new Controller(address, wire(address.trust()), options));
    }

    private synchronized Wire wire(Trust trust) {
        var key = trust.anybody() ? "anybody" : "file " + trust.file();
        var known = wires.get(key);
        if (known == null) {
            known = new Wire(trust, options.timeout(), threads);
            wires.put(key, known);
        }
        return known;
    }

    /// Ends the sessions, for controllers have room for a few only; one that does not answer ends its session itself some day.
    @Override
    public synchronized void close() {
        var farewells = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
        for (var controller : controllers.values()) {
            try {
                controller.leave().ifPresent(farewells::add);
            } catch (DriverException nowhere) {
                // It told no place of its own where the session could be ended.
            }
        }
        try {
            CompletableFuture.allOf(farewells.toArray(CompletableFuture[]::new))
                    .get(FAREWELL_SECONDS,
                            TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            // Nothing more can be done.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        wires.values().forEach(Wire::close);
        wires.clear();
        controllers.clear();
    }
}
