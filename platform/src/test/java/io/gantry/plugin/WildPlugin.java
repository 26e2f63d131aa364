package io.gantry.plugin;

import java.io.IOException;
import java.nio.file.Path;

/// A plugin whose drivers do whatever the option `mode` says, above all what no driver should.
final class WildPlugin {
    private static final String OPTIONS = "public record Options(@Option(value = \"How to behave.\", fallback = \"fine\") String mode) {}\n";

    private static final String BEHAVIOUR = """
            final class Behaviour {
                static void of(String mode) throws InterruptedException {
                    switch (mode) {
                        case "runtime" -> throw new IllegalStateException("the password is hunter2");
                        case "error" -> throw new StackOverflowError();
                        case "own" -> throw new Own();
                        case "sneaky" -> sneak(new java.io.IOException("sneaky"));
                        case "invalid" -> throw new DriverException(DriverException.Kind.INVALID, "no such thing", new Own());
                        case "failed" -> throw new DriverException(DriverException.Kind.FAILED, "the card is on fire");
                        case "hang" -> Thread.sleep(60_000);
                        case "deaf" -> deaf(2_500);
                        case "slow" -> Thread.sleep(150);
                        default -> {}
                    }
                }
                static void deaf(long millis) {
                    var until = System.nanoTime() + millis * 1_000_000;
                    while (System.nanoTime() < until) {
                        try {
                            Thread.sleep(20);
                        } catch (InterruptedException e) {
                            // a driver that hears nothing
                        }
                    }
                }
                @SuppressWarnings("unchecked")
                static <E extends Throwable> void sneak(Throwable t) throws E { throw (E) t; }
                static final class Own extends RuntimeException {}
            }
            """;

    private static final String DEPLOY = """
            @DriverId(value = "wild-deploy", description = "For a test.")
            public final class Deploy implements DeployInterface {
                public Fit fit(Deployment deployment) { return new Fit.Yes(Thread.currentThread().getContextClassLoader() == getClass().getClassLoader() ? "own" : "foreign"); }
                public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
                    for (var i = 0; i < 10; i++) {
                        Thread.sleep(100);
                        progress.report("write", i, 10);
                    }
                }
                public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException { Thread.sleep(60_000); }
            }
            """;

    private static final String TRANSFER = """
            @DriverId(value = "wild-transfer", description = "For a test.")
            public final class Strategy implements TransferStrategy {
                public Fit fit(TransferPlan plan) { return new Fit.Yes("always"); }
                public Transfer open(TransferPlan plan) {
                    return new Transfer() {
                        boolean closed;
                        public TransferState await(Progress progress) throws InterruptedException {
                            if (closed) { throw new IllegalStateException("closed"); }
                            for (var i = 0; i < 3; i++) { Thread.sleep(200); progress.report("copy", i, 3); }
                            return new TransferState.Arrived(1, 1, java.time.Duration.ZERO, List.of());
                        }
                        public void apply(Tuning tuning) { throw new Behaviour.Own(); }
                        public void close() { closed = true; }
                    };
                }
            }
            """;

    private WildPlugin() {}

    static Path in(Path shipped) throws IOException {
        return TestPlugin.named("wild")
                .source("t.Behaviour", BEHAVIOUR)
                .source("t.Caller", "@DriverId(value = \"wild-call\", description = \"For a test.\")"
                        + "public final class Caller implements AcceleratorDriver {" + OPTIONS
                        + "private final String mode; public Caller(Options options) { mode = options.mode(); }"
                        + "public List<Device> discover() throws InterruptedException { if (mode.equals(\"null\")) return null;"
                        + "if (mode.equals(\"null-item\")) return Collections.singletonList(null); Behaviour.of(mode); return new ArrayList<>(); }}")
                .source("t.Maker", "@DriverId(value = \"wild-make\", description = \"For a test.\")"
                        + "public final class Maker implements AcceleratorDriver {" + OPTIONS
                        + "public Maker(DriverContext context, Options options) throws InterruptedException { Behaviour.of(options.mode()); }"
                        + "public List<Device> discover() { return List.of(); }}")
                .source("t.Closer", "@DriverId(value = \"wild-close\", description = \"For a test.\")"
                        + "public final class Closer implements AcceleratorDriver {" + OPTIONS
                        + "public Closer(Options options, DriverContext context) { context.threads().newThread(() -> Behaviour.deaf(options.mode().equals(\"leak\") ? 2_500 : 0)).start(); }"
                        + "public List<Device> discover() { return List.of(); }"
                        + "public void close() { throw new Behaviour.Own(); }}")
                .source("t.Deploy", DEPLOY)
                .source("t.Strategy", TRANSFER)
                .jar(shipped.resolve("wild.jar"));
    }
}
