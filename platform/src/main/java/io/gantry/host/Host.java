package io.gantry.host;

import io.gantry.base.Home;
import io.gantry.base.Problem;
import io.gantry.identity.AdminPassword;
import io.gantry.identity.Bootstrap;
import io.gantry.identity.CloudsFile;
import io.gantry.identity.Tokens;
import io.gantry.plugin.PluginSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running host.
public final class Host implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Host.class);
    private static final String H2 = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;QUERY_CACHE_SIZE=256";

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final DataLock lock;

    private Host(ApplicationContext context, EmbeddedServer server, DataLock lock) {
        this.context = context;
        this.server = server;
        this.lock = lock;
    }

    /// Starts everything; when it returns, the host answers.
    ///
    /// @param plugins where the plugins that were shipped lie
    /// @throws Problem with what the operator must do if it cannot start
    public static Host start(Configuration configuration, Path plugins) {
        var lock = DataLock.take(configuration.data());
        Optional<ApplicationContext> context = Optional.empty();
        try {
            if (!configuration.http().loopback() && configuration.http().tls().isEmpty()) {
                log.warn(
                        "other machines can reach {} and there is no TLS: everything, the password too, travels in the clear",
                        configuration.http().host());
            }
            context = Optional.of(context(configuration, plugins));
            context.get().start();
            // Here rather than at the first request: both read files in which the operator may have made a mistake.
            context.get().getBean(Tokens.class);
            context.get().getBean(Bootstrap.class).run();
            var server = context.get().getBean(EmbeddedServer.class);
            server.start();
            var host = new Host(context.get(), server, lock);
            context.get().getBean(Home.class).at(host.url(configuration.http()));
            context.get()
                    .getBean(CloudsFile.class)
                    .write(host.url(configuration.http()),
                            configuration.http().tls().flatMap(TlsFiles::authority));
            return host;
        } catch (RuntimeException e) {
            context.ifPresent(ApplicationContext::close);
            lock.close();
            throw explained(e, configuration);
        } catch (InterruptedException e) {
            context.ifPresent(ApplicationContext::close);
            lock.close();
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.FAILED, "the start was interrupted", e);
        }
    }

    /// Where programs on this machine reach it, if the operator does not say where everybody does.
    private String url(Configuration.Http http) {
        return http.url()
                .orElseGet(() -> uri().toString().replaceFirst("//(0\\.0\\.0\\.0|\\[?::]?)(?=:)", "//127.0.0.1"));
    }

    private static ApplicationContext context(Configuration configuration, Path plugins) {
        return ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .bootstrapEnvironment(false)
                .eagerInitSingletons(false)
                .properties(properties(configuration))
                .singletons(configuration, configuration.data(), new PluginSettings(
                        Path.of(configuration.file()), configuration.data().path(), plugins,
                        configuration.plugins(), configuration.drivers()))
                .build();
    }

    private static RuntimeException explained(RuntimeException failure, Configuration configuration) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof BindException) {
                var http = configuration.http();
                return new Problem(Problem.Kind.CONFLICT,
                        "cannot listen on " + http.host() + " port " + http.port() + ": "
                                + cause.getMessage() + "; stop what uses it or set http.port in "
                                + configuration.file(),
                        failure);
            }
        }
        return failure instanceof ServerStartupException
                ? new Problem(Problem.Kind.FAILED, "the host does not start: " + failure.getMessage(), failure)
                : failure;
    }

    /// The database's file is opened as `async:` because an interrupt during a write, which is how a job is cancelled, closes a plain `file:`
    /// and with it the database. Without a write delay a commit is in the file when it returns; else a killed host forgets its last half second.
    private static Map<String, Object> properties(Configuration configuration) {
        var http = configuration.http();
        var port = http.port() == 0 ? -1 : http.port();
        var all = new HashMap<String, Object>(Map.of("gantry.url", http.url().orElse(""), "micronaut.server.host",
                http.host(), "micronaut.server.port", port, "datasources.default.url", configuration.database()
                        .orElse("jdbc:h2:async:" + configuration.data().path().resolve("gantry") + H2)));
        http.tls()
                .ifPresent(tls -> all.putAll(Map.of("micronaut.server.ssl.enabled", true, "micronaut.server.ssl.port",
                        port, "micronaut.server.ssl.key-name", "gantry", "micronaut.certificate.file.gantry.format",
                        "PEM", "micronaut.certificate.file.gantry.path", tls.key().toString(),
                        "micronaut.certificate.file.gantry.certificate-path", tls.certificate().toString())));
        all.put("gantry.largest-image", configuration.largestImage());
        configuration.quotas().forEach((kind, limit) -> all.put("gantry.quotas." + kind, limit));
        var accelerators = configuration.accelerators();
        all.put("gantry.accelerators.look-every", accelerators.lookEvery());
        all.put("gantry.accelerators.bitstreams",
                accelerators.bitstreams().orElse(configuration.data().path().resolve("bitstreams")).toString());
        var bareMetal = configuration.bareMetal();
        bareMetal.portTraits().ifPresent(file -> all.put("gantry.bare-metal.port-traits", file.toString()));
        all.put("gantry.bare-metal.default-port-trait", bareMetal.defaultPortTrait());
        all.put("gantry.bare-metal.require-port-match", bareMetal.requirePortMatch());
        all.put("gantry.bare-metal.clean", bareMetal.clean());
        all.put("gantry.bare-metal.image-directories",
                bareMetal.imageDirectories().stream().map(Path::toString).toList());
        all.put("gantry.bare-metal.power-interval", bareMetal.powerInterval());
        agents(bareMetal.agents(), all);
        configuration.migration().forEach((key, value) -> all.put("gantry.compute.migration." + key, value));
        return all;
    }

    private static void agents(Configuration.Agents agents, Map<String, Object> all) {
        all.put("gantry.bare-metal.agent-disc", agents.disc().map(URI::toString).orElse(""));
        all.put("gantry.bare-metal.agent.silence", agents.silence());
        all.put("gantry.bare-metal.agent.start", agents.start());
        all.put("gantry.bare-metal.agent.stall", agents.stall());
        all.put("gantry.bare-metal.agent.networks", agents.networks());
    }

    /// Where it answers.
    public URI uri() {
        return server.getURI();
    }

    /// Where the operator finds the password of `admin`.
    public Path passwordFile() {
        return context.getBean(AdminPassword.class).file();
    }

    /// With which the clients of OpenStack sign in as `admin`; only where his password is known.
    public Path cloudsFile() {
        return context.getBean(CloudsFile.class).file();
    }

    /// The certificate that clients have to trust, if it is none that they know.
    public Optional<Path> authority() {
        return context.getBean(Configuration.class).http().tls().flatMap(TlsFiles::authority);
    }

    /// One of its beans.
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Lets requests end, then stops everything in turn.
    @Override
    public void close() {
        try {
            server.stop();
            context.close();
        } finally {
            lock.close();
        }
    }
}
