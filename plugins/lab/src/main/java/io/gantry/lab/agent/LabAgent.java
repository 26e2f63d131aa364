package io.gantry.lab.agent;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the process begins that runs on a lab machine which booted from a lab disc. Its one argument is the machine's directory, in which it finds
/// `machine.properties` (`name`, `disk`, `addresses`) and `disc`.
public final class LabAgent {
    static final String VERSION = "11.0.0.lab";

    private LabAgent() {}

    /// Ends with code 0 once it has asked its machine for power off or a reboot, and with code 1 and a stack trace when it cannot go on.
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        // Else answers come 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var work = new FutureTask<>(() -> {
            run(Path.of(arguments[0]).toAbsolutePath());
            return true;
        });
        // In a thread that, with all that it starts, keeps no process alive: the host refuses plugins with a class that calls exit.
        Thread.ofPlatform().name("agent").daemon().start(work);
        work.get();
    }

    private static void run(Path directory) throws IOException, InterruptedException {
        var machine = Machine.read(directory);
        var disc = Disc.read(machine.directory().resolve("disc"));
        System.out.println("machine " + machine.name() + " runs a disc of kind " + disc.kind());
        switch (disc.kind()) {
            case "agent" -> new Agent(machine, disc).run();
            case "installer" -> new Installer(machine, disc).run();
            default -> throw new IOException("a disc of kind '" + disc.kind() + "' has nothing to run");
        }
    }

    /// What a process needs on its class path to start here.
    public static String classPath() {
        return Stream.of(LabAgent.class, JsonFactory.class)
                .map(LabAgent::home)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is not a file: " + type, e);
        }
    }
}
