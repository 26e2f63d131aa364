package io.gantry.host;

import io.gantry.base.DataDirectory;
import io.gantry.plugin.DriverEntry;
import io.gantry.plugin.PluginEntry;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operator's file says.
///
/// @param file as the operator named it
/// @param data where everything is kept
/// @param http where the host answers
/// @param database JDBC URL of the database, or the embedded one below `data`
/// @param largestImage the most bytes that one image may have
/// @param quotas how much a project may keep in the key manager, by kind
/// @param accelerators how they are found and programmed
/// @param bareMetal how nodes are provisioned
/// @param migration how guests are moved, as properties of the host
/// @param plugins that are loaded
/// @param drivers instances, in the order of the file
public record Configuration(String file, DataDirectory data, Http http, Optional<String> database, long largestImage,
        Map<String, Integer> quotas, Accelerators accelerators, BareMetal bareMetal, Map<String, Object> migration,
        List<PluginEntry> plugins, List<DriverEntry> drivers) {
    /// How accelerators are found and programmed.
    ///
    /// @param lookEvery how often the drivers are asked what is there
    /// @param bitstreams where bitstreams lie, if not below `data`
    public record Accelerators(Duration lookEvery, Optional<Path> bitstreams) {
        static final Accelerators USUAL = new Accelerators(Duration.ofMinutes(1), Optional.empty());
    }

    /// How nodes are provisioned.
    ///
    /// @param portTraits what traits mean for a node's ports
    /// @param defaultPortTrait whether an instance none of whose traits is there gets the default one
    /// @param requirePortMatch whether it is a failure if no port matches
    /// @param clean whether nodes are cleaned between tenants
    /// @param agents how their agents are treated
    /// @param imageDirectories whose files may be named as images
    /// @param powerInterval how often the power of each node is asked for; zero for never
    public record BareMetal(Optional<Path> portTraits, boolean defaultPortTrait, boolean requirePortMatch,
            boolean clean, Agents agents, List<Path> imageDirectories, Duration powerInterval) {
        static final BareMetal USUAL = new BareMetal(Optional.empty(), true, true, true,
                new Agents(Optional.empty(), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofDays(1),
                        List.of()),
                List.of(), Duration.ofMinutes(1));
    }

    /// How the agents of nodes are treated.
    ///
    /// @param disc with the ramdisk, for nodes that have none of their own
    /// @param silence after which an agent is given up
    /// @param start how long a node may take to the first word of its agent
    /// @param stall after which a command is given up that makes no progress
    /// @param networks in which agents may listen
    public record Agents(Optional<URI> disc, Duration silence, Duration start, Duration stall,
            List<String> networks) {}

    /// Where the host answers.
    ///
    /// @param host an address of this machine
    /// @param port 0 for one that is free
    /// @param url by which everybody reaches it, without a slash at its end, if that is another one
    /// @param tls the files for TLS, without which everything travels in the clear
    public record Http(String host, int port, Optional<String> url, Optional<TlsFiles> tls) {
        static final Http USUAL = new Http("127.0.0.1", 8480, Optional.empty(), Optional.empty());

        /// Whether only programs on this machine can reach it.
        public boolean loopback() {
            return "localhost".equals(host) || InetAddress.ofLiteral(host).isLoopbackAddress();
        }
    }

    /// The directory of the file, which its relative paths are relative to.
    static Path directory(String file) {
        var parent = Path.of(file).toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
