package io.gantry.plugin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Loads the plugins and opens the instances before the host answers. Plugins themselves never become beans: the context would keep their
/// classes.
@Factory
@Requires(beans = PluginSettings.class)
final class PluginBeans {
    @Context
    @Bean(preDestroy = "close")
    Plugins plugins(PluginSettings settings) {
        return Plugins.load(settings);
    }

    @Context
    @Bean(preDestroy = "close")
    Instances instances(PluginSettings settings, Plugins plugins, InstantSource clock, MeterRegistry meters)
            throws InterruptedException {
        var instances = new Instances(settings, plugins, clock, meters);
        instances.start();
        return instances;
    }

    @Singleton
    Installation installation(Plugins plugins, Instances instances) {
        return new Installation(plugins, instances);
    }
}
