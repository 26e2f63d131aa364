package io.gantry.plugin;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.accelerator.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// What the guard costs: a call of the driver itself, through its handle within an operation, and through its handle outside one. In an
/// operation a thousand calls share one hop.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // made by the setup
public class GuardBenchmark {
    private static final int CALLS = 1000;

    private final Direct direct = new Direct();
    private Path directory = Path.of("");
    private TestWall wall;
    private AcceleratorDriver handle;

    /// The driver's work without a host.
    static final class Direct implements AcceleratorDriver {
        @Override
        public List<Device> discover() {
            return List.of();
        }
    }

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory("guard-benchmark");
        TestPlugin.named("bench").accelerator("bench", "").jar(TestWall.shipped(directory).resolve("bench.jar"));
        wall = TestWall.open(directory, List.of("bench"),
                TestWall.driver("bench", "bench", "{}", Duration.ofSeconds(30), 64));
        handle = wall.instances().get(AcceleratorDriver.class, "bench").call();
    }

    @TearDown
    public void close() throws Exception {
        wall.close();
        PluginStore.delete(directory);
    }

    @Benchmark
    public List<Device> direct() {
        return direct.discover();
    }

    @Benchmark
    @org.openjdk.jmh.annotations.OperationsPerInvocation(CALLS)
    public int withinAnOperation() throws Exception {
        return Operation.call(() -> {
            var found = 0;
            for (var i = 0; i < CALLS; i++) {
                found += handle.discover().size();
            }
            return found;
        });
    }

    @Benchmark
    public List<Device> onItsOwn() throws Exception {
        return handle.discover();
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder().include(GuardBenchmark.class.getSimpleName()).build()).run();
    }
}
