package io.gantry.cli;

import io.gantry.base.Problem;
import io.gantry.cli.tour.Tour;
import io.gantry.host.Check;
import io.gantry.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Starts the host and stays until it is stopped.", mixinStandardHelpOptions = true, exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "0:stopped", "1:cannot start, or a step of the tour failed", "2:mistakes in the file, or wrong usage"})
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "The operator's file; by default $GANTRY_HOME/conf/gantry.yaml.")
    private @Nullable String file;

    @Option(names = "--tour", description = "Walks through the tour first, and stops if a step of it fails.")
    private boolean tour;

    @Mixin
    private final PluginFolder plugins = new PluginFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        var check = Check.ofHost(file());
        var configuration = check.configuration();
        if (configuration.isEmpty()) {
            check.mistakes().forEach(spec.commandLine().getErr()::println);
            return 2;
        }
        try {
            return stay(Host.start(configuration.get(), plugins.path()));
        } catch (Problem problem) {
            throw new Failure(Failure.Exit.FAILED, problem.detail());
        }
    }

    private String file() {
        var home = System.getenv("GANTRY_HOME");
        if (file == null && home == null) {
            throw Failure.usage("--config FILE is missing: the operator's file");
        }
        return file == null ? Path.of(String.valueOf(home), "conf", "gantry.yaml").toString() : file;
    }

    private int stay(Host host) throws InterruptedException, IOException {
        if (!tour) {
            return stay(host, Optional.empty());
        }
        if (!Files.exists(host.passwordFile())) {
            throw new Failure(Failure.Exit.UNAUTHENTICATED, "the tour needs the password of admin, but there is no "
                    + host.passwordFile() + "; write it there");
        }
        try (var api = new Api(host.uri(), Files.readString(host.passwordFile()).strip(), host.authority())) {
            return stay(host, Optional
                    .of(new Tour(api, new TourOptions().plan(), spec.commandLine().getOut(), Bar.isTerminal())));
        }
    }

    private int stay(Host host, Optional<Tour> walk) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            walk.ifPresent(Tour::abandon);
            host.close();
            stopped.countDown();
        }));
        if (!walk.map(Tour::walk).orElse(true)) {
            return Failure.Exit.FAILED.code();
        }
        tell(host);
        stopped.await();
        return 0;
    }

    private void tell(Host host) {
        var out = spec.commandLine().getOut();
        out.println("Gantry answers at " + host.uri() + "/gantry/v1");
        out.println(Files.exists(host.passwordFile())
                ? "User admin, password in " + host.passwordFile()
                : "User admin, with the password that he gave himself");
        if (Files.exists(host.cloudsFile())) {
            out.println("For the openstack client: export OS_CLIENT_CONFIG_FILE=" + host.cloudsFile()
                    + " OS_CLOUD=gantry");
        }
        out.flush();
    }
}
