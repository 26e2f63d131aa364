package io.gantry.host;

import io.gantry.api.Option;
import io.gantry.compute.OnNoConvergence;
import io.gantry.compute.OnTimeout;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;

/// The shape of the operator's file.
record FileOptions(@Option(value = "Where everything is kept.", fallback = "data") Path data,
        @Option("Where the host answers.") Optional<Http> http, @Option("Which database.") Optional<Database> database,
        @Option("What is kept of images.") Optional<Images> images,
        @Option("How much a project may keep in the key manager unless it has limits of its own.") Optional<Quotas> quotas,
        @Option("How accelerators are found and programmed.") Optional<Accelerators> accelerators,
        @Option("How bare metal nodes are provisioned.") Optional<BareMetal> bareMetal,
        @Option("How guests are run and moved.") Optional<Compute> compute,
        @Option("Which plugins are loaded.") List<Plugin> plugins,
        @Option("The driver instances by name.") Optional<MappingNode> drivers) {

    record Http(
            @Option(value = "Address of this machine; only loopback unless chosen otherwise.", fallback = "127.0.0.1") String host,
            @Option(value = "TCP port; 0 for any that is free.", fallback = "8480", min = "0", max = "65535") int port,
            @Option("URL by which clients reach the host, if a proxy stands before it.") Optional<String> url,
            @Option("PEM file with the certificate for TLS.") Optional<Path> certificate,
            @Option("PEM file with its private key.") Optional<Path> key) {}

    record Database(@Option("JDBC URL, if not the embedded one.") Optional<String> url) {}

    record Images(
            @Option(value = "The most bytes that one image may have.", fallback = "68719476736", min = "1") long largestBytes) {}

    record Quotas(@Option(value = "Secrets; -1 for no limit.", fallback = "-1", min = "-1") int secrets,
            @Option(value = "Orders; -1 for no limit.", fallback = "-1", min = "-1") int orders,
            @Option(value = "Containers; -1 for no limit.", fallback = "-1", min = "-1") int containers,
            @Option(value = "Consumers of one project's secrets; -1 for no limit.", fallback = "-1", min = "-1") int consumers) {
        Map<String, Integer> byKind() {
            return Map.of("secrets", secrets, "orders", orders, "containers", containers, "consumers", consumers);
        }
    }

    record Accelerators(
            @Option(value = "How often the drivers are asked what is there.", fallback = "1m", min = "1s", max = "24h") Duration lookEvery,
            @Option("Directory with the bitstreams that devices may be programmed with; data/bitstreams unless given.") Optional<Path> bitstreams) {}

    record BareMetal(@Option("File that says what traits mean for a node's ports.") Optional<Path> portTraits,
            @Option(value = "Whether an instance none of whose traits is in that file gets the default trait.", fallback = "true") boolean defaultPortTrait,
            @Option(value = "Whether it is a failure if no port matches.", fallback = "true") boolean requirePortMatch,
            @Option(value = "Whether nodes are cleaned before they are offered and after each tenant, unless automated_clean of a node says otherwise.", fallback = "true") boolean clean,
            @Option("URL of the disc with the ramdisk and its agent, for nodes without a deploy_iso of their own.") Optional<URI> agentDisc,
            @Option(value = "After how long without a word an agent is given up.", fallback = "5m", min = "1s", max = "24h") Duration agentSilence,
            @Option(value = "How long a node may take from power on to the first word of its agent.", fallback = "30m", min = "1s", max = "24h") Duration agentStart,
            @Option(value = "After how long without any progress a command of an agent is given up that the agent says it is at.", fallback = "24h", min = "1s", max = "720h") Duration agentStall,
            @Option("Networks in which agents may listen; anywhere if there are none.") List<String> agentNetworks,
            @Option("Directories whose files may be named as images.") List<Path> imageDirectories,
            @Option(value = "How often every node's controller is asked for its power; 0s for never.", fallback = "60s", min = "0s", max = "24h") Duration powerInterval) {}

    record Compute(@Option("What holds for migrations that do not say otherwise.") Optional<Migration> migration) {}

    record Migration(
            @Option("Transfer strategy: a driver instance; the first that fits unless given.") Optional<String> strategy,
            @Option(value = "Connections that one guest moves over; 0 leaves it to the strategy.", fallback = "0", min = "0", max = "16") int connections,
            @Option(value = "Bytes a second that one guest, or the guests that leave one host together, may take; 0 for no limit.", fallback = "0", min = "0") long bandwidth,
            @Option(value = "How long a guest may stand still.", fallback = "300ms", min = "1ms", max = "10m") Duration downtime,
            @Option(value = "In how many steps that much is allowed.", fallback = "10", min = "3", max = "1000") int downtimeSteps,
            @Option(value = "How long each step lasts, for each GiB to copy; 0s allows all at once.", fallback = "75s", min = "0s", max = "24h") Duration downtimeDelay,
            @Option(value = "How long copying may take, for each GiB to copy; 0s for as long as it wants.", fallback = "800s", min = "0s", max = "24h") Duration completionTimeout,
            @Option(value = "What happens after that.", fallback = "abort") OnTimeout onTimeout,
            @Option(value = "What happens to a guest that writes faster than it can be copied.", fallback = "throttle") OnNoConvergence onNoConvergence,
            @Option(value = "How many guests leave a host at once when it is drained.", fallback = "1", min = "1", max = "64") int concurrent) {}

    record Plugin(@Option("Id of the plugin.") String id,
            @Option(value = "Range of versions that will do.", fallback = "*") String version,
            @Option("SHA-256 of the plugin's file, in hex.") Optional<String> sha256) {}

    /// The keys of a driver instance that are the host's.
    record Driver(@Option("Id of the driver.") String driver,
            @Option(value = "Whether it is opened at start.", fallback = "true") boolean enabled,
            @Option(value = "Whether the host refuses to start without it.", fallback = "false") boolean mandatory,
            @Option(value = "How long one call may take.", fallback = "30s", min = "1ms", max = "24h") Duration deadline,
            @Option(value = "How many calls may be under way at once.", fallback = "64", min = "1", max = "10000") int concurrency,
            @Option("Name of the machine whose hardware it drives, if not this one.") Optional<String> host) {}
}
