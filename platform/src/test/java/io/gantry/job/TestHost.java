package io.gantry.job;

import io.gantry.base.DataDirectory;
import io.gantry.plugin.PluginSettings;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// As much of a host as jobs need, on an embedded database below a directory.
final class TestHost {
    private TestHost() {}

    static ApplicationContext start(Path data, Map<String, Object> properties) {
        return start(data, "jdbc:h2:async:" + data.resolve("jobs"), properties);
    }

    static ApplicationContext start(Path data, String url, Map<String, Object> properties) {
        var all = new HashMap<String, Object>(Map.of(
                "datasources.default.url",
                url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0",
                "datasources.default.username", "sa",
                "datasources.default.password", "",
                "datasources.default.dialect", "POSTGRES",
                "flyway.datasources.default.enabled", true,
                "gantry.jobs.first-pause", "10ms",
                "gantry.jobs.longest-pause", "50ms",
                "gantry.jobs.poll", "20ms"));
        all.putAll(properties);
        var settings = new PluginSettings(data.resolve("gantry.yaml"), data, data.resolve("plugins"), List.of(),
                List.of());
        return ApplicationContext.builder().properties(all).singletons(new DataDirectory(data), settings).start();
    }

    /// The job once it has ended; reads its events meanwhile, as everybody does who waits for one.
    static Job await(Jobs jobs, Job job) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        long after = 0;
        var present = job;
        while (!present.state().ended()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not ended: " + present);
            }
            for (var event : jobs.events(job.id(), after, Duration.ofSeconds(1))) {
                after = event.number();
            }
            present = jobs.find(job.id()).orElseThrow();
        }
        return present;
    }
}
