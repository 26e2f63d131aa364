package io.gantry.lab.redfish;

import io.gantry.lab.machine.MachineState;
import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Carries out resets some time after they were asked for, as controllers do.
final class PowerButton implements AutoCloseable {
    private static final List<String> TYPES = List.of("On", "ForceOff", "ForceOn", "GracefulShutdown", "ForceRestart",
            "GracefulRestart", "PowerCycle", "Nmi");
    private static final long WATCH_MILLIS = 250;

    private final Rack rack;
    private final Quirks quirks;
    private final Duration delay;
    private final Map<String, String> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PowerButton(Rack rack, Quirks quirks, Duration delay) {
        this.rack = rack;
        this.quirks = quirks;
        this.delay = delay;
        threads.execute(this::watch);
    }

    /// Machines whose programs wish for a restart get it, though nobody looks.
    private void watch() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
                look();
            }
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            for (var place : rack.places()) {
                place.machine().look();
            }
        } catch (IOException later) {
            // A machine that is being removed; the next round sees what is left.
        }
    }

    /// As `PowerState` has it.
    String state(Place place, MachineState state) {
        return underWay.getOrDefault(place.id(), state.on() ? "On" : "Off");
    }

    /// Which resets there are.
    List<String> types() {
        return quirks.has(Quirk.ACTION_INFO) ? TYPES.stream().filter(type -> !type.equals("On")).toList() : TYPES;
    }

    void press(Place place, String type) throws Refusal, IOException, InterruptedException {
        if (!types().contains(type)) {
            throw new Refusal(400, "ActionParameterNotSupported", "There is no reset of type '" + type + "'.", type,
                    "ResetType");
        }
        var on = place.machine().look().on();
        if (type.equals("On") && quirks.strikes(Quirk.CONFLICT_ON_ON)) {
            throw new Refusal(409, "ActionParameterValueConflict", "The reset cannot be done in this state.",
                    "ResetType", "On");
        }
        if (!on && (type.startsWith("Graceful") || type.equals("Nmi"))) {
            throw new Refusal(409, "ActionParameterValueConflict", "The machine is off.", "ResetType", type);
        }
        if (quirks.has(Quirk.STUCK_POWER)) {
            return;
        }
        if (type.equals("Nmi")) {
            place.machine().interrupt();
            return;
        }
        underWay.put(place.id(), type.endsWith("On") ? on ? "On" : "PoweringOn" : "PoweringOff");
        threads.execute(() -> carryOut(place, type));
    }

    private void carryOut(Place place, String type) {
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
            switch (type) {
                case "On", "ForceOn" -> place.machine().on();
                case "ForceOff" -> place.machine().off();
                case "GracefulShutdown" -> place.machine().shutDown();
                default -> place.machine().reset();
            }
        } catch (IOException failed) {
            System.err.println("reset " + type + " of " + place.name() + " failed: " + failed);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(place.id());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
