package io.gantry.accelerator;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.base.Threads;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Says which accelerators are there now.
@Singleton
public final class Devices {
    /// How long a driver may look for devices before the others are shown without it.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Drivers drivers;
    private final ExecutorService threads;

    Devices(Drivers drivers, Threads threads) {
        this.drivers = drivers;
        this.threads = Executors.newThreadPerTaskExecutor(threads.named("discovery"));
    }

    /// Asks all accelerator drivers at once.
    ///
    /// @param instance only this one; empty for all
    public Discovery discover(Optional<String> instance) throws InterruptedException {
        var handles = instance.map(name -> List.of(drivers.get(AcceleratorDriver.class, name)))
                .orElseGet(() -> drivers.all(AcceleratorDriver.class));
        var answers = threads.invokeAll(handles.stream().map(Devices::question).toList(), PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
        var devices = new ArrayList<FoundDevice>();
        var problems = new ArrayList<Discovery.Trouble>();
        for (var i = 0; i < handles.size(); i++) {
            collect(handles.get(i).instance(), answers.get(i), devices, problems);
        }
        return new Discovery(List.copyOf(devices), List.copyOf(problems));
    }

    private static Callable<List<FoundDevice>> question(Handle<AcceleratorDriver> handle) {
        return () -> handle.call()
                .discover()
                .stream()
                .map(device -> new FoundDevice(handle.instance(), handle.roles(), device))
                .sorted(Comparator.comparing(found -> found.device().id()))
                .toList();
    }

    private static void collect(String instance, Future<List<FoundDevice>> answer, List<FoundDevice> devices,
            List<Discovery.Trouble> problems) throws InterruptedException {
        try {
            devices.addAll(answer.get());
        } catch (CancellationException e) {
            problems.add(new Discovery.Trouble(instance, "did not answer within " + PATIENCE.toSeconds()
                    + " s; what it would have found is missing here. Ask again, or see its state under /instances."));
        } catch (ExecutionException e) {
            problems.add(new Discovery.Trouble(instance, detail(e.getCause())));
        }
    }

    private static String detail(@Nullable Throwable cause) {
        return switch (cause) {
            case DriverException e -> String.valueOf(e.getMessage());
            case Problem e -> e.detail();
            case null, default -> "failed to look for devices; the host's log says why.";
        };
    }
}
