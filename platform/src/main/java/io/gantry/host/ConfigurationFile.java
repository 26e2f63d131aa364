package io.gantry.host;

import io.gantry.base.DataDirectory;
import io.gantry.plugin.Binder;
import io.gantry.plugin.Document;
import io.gantry.plugin.DriverEntry;
import io.gantry.plugin.Mistakes;
import io.gantry.plugin.PluginEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads the operator's file: everything but the options of the drivers, which only their plugins know.
final class ConfigurationFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Mistakes mistakes;
    private final Binder binder;

    private ConfigurationFile(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.binder = new Binder(mistakes);
    }

    /// What the file says, as far as it could be read; only without mistakes is that all of it.
    static Optional<Configuration> read(Mistakes mistakes) {
        return text(mistakes).flatMap(text -> Document.compose(text, mistakes))
                .map(root -> new ConfigurationFile(mistakes).configuration(root));
    }

    private static Optional<String> text(Mistakes mistakes) {
        try {
            var file = Path.of(mistakes.file());
            if (Files.size(file) <= 4L * Document.LONGEST) {
                return Optional.of(Files.readString(file));
            }
            mistakes.add(1, 1, "the file is larger than allowed");
        } catch (NoSuchFileException e) {
            mistakes.add(1, 1, "there is no such file");
        } catch (CharacterCodingException e) {
            mistakes.add(1, 1, "the file is not UTF-8 text");
        } catch (IOException e) {
            mistakes.add(1, 1, "the file cannot be read; is it a file and may this user read it?");
        }
        return Optional.empty();
    }

    private Configuration configuration(MappingNode root) {
        var options = options(root);
        var http = child(root, "http").orElse(root);
        return new Configuration(mistakes.file(), new DataDirectory(options.data()),
                options.http().map(given -> http(given, http)).orElse(Configuration.Http.USUAL),
                options.database().flatMap(FileOptions.Database::url).map(url -> database(url, root)),
                options.images().map(FileOptions.Images::largestBytes).orElse(64L << 30),
                options.quotas().map(FileOptions.Quotas::byKind).orElse(Map.of()),
                options.accelerators().map(given -> accelerators(given)).orElse(Configuration.Accelerators.USUAL),
                options.bareMetal().map(given -> bareMetal(given)).orElse(Configuration.BareMetal.USUAL),
                options.compute()
                        .flatMap(FileOptions.Compute::migration)
                        .map(given -> migration(given))
                        .orElse(Map.of()),
                plugins(child(root, "plugins")), child(root, "drivers").filter(MappingNode.class::isInstance)
                        .map(node -> drivers((MappingNode) node))
                        .orElse(List.of()));
    }

    /// After a mistake the defaults do, since reading goes on only to find the other mistakes.
    private FileOptions options(MappingNode root) {
        var quiet = new Binder(new Mistakes(mistakes.file()));
        return binder.bind(FileOptions.class, root)
                .or(() -> quiet.bind(FileOptions.class, part(root, Set.of("data")::contains)))
                .or(() -> quiet.bind(FileOptions.class, part(root, _ -> false)))
                .orElseThrow();
    }

    private Configuration.Http http(FileOptions.Http given, Node node) {
        if (!"localhost".equals(given.host())) {
            try {
                InetAddress.ofLiteral(given.host());
            } catch (IllegalArgumentException e) {
                mistakes.add(child(node, "host").orElse(node),
                        "host is localhost or an IP address of this machine, such as 127.0.0.1 or 0.0.0.0");
                return Configuration.Http.USUAL;
            }
        }
        return new Configuration.Http(given.host(), given.port(), given.url().flatMap(url -> url(url, node)),
                tls(given, node));
    }

    private static Configuration.Accelerators accelerators(FileOptions.Accelerators given) {
        return new Configuration.Accelerators(given.lookEvery(), given.bitstreams());
    }

    private static Configuration.BareMetal bareMetal(FileOptions.BareMetal given) {
        return new Configuration.BareMetal(given.portTraits(), given.defaultPortTrait(), given.requirePortMatch(),
                given.clean(),
                new Configuration.Agents(given.agentDisc(), given.agentSilence(), given.agentStart(),
                        given.agentStall(),
                        given.agentNetworks()),
                given.imageDirectories(), given.powerInterval());
    }

    private static Map<String, Object> migration(FileOptions.Migration given) {
        var all = new HashMap<String, Object>(Map.of("connections", given.connections(), "bandwidth",
                given.bandwidth(), "downtime", given.downtime(), "downtime-steps", given.downtimeSteps(),
                "downtime-delay", given.downtimeDelay(), "completion-timeout", given.completionTimeout(), "on-timeout",
                given.onTimeout(), "on-no-convergence", given.onNoConvergence(), "concurrent", given.concurrent()));
        given.strategy().ifPresent(strategy -> all.put("strategy", strategy));
        return all;
    }

    private Optional<TlsFiles> tls(FileOptions.Http given, Node node) {
        if (given.certificate().isEmpty() && given.key().isEmpty()) {
            return Optional.empty();
        }
        if (given.certificate().isEmpty() || given.key().isEmpty()) {
            var there = child(node, "certificate").or(() -> child(node, "key")).orElse(node);
            mistakes.add(there, "TLS needs both certificate and key; one of them is missing");
            return Optional.empty();
        }
        var tls = new TlsFiles(given.certificate().get(), given.key().get());
        var certificate = tls.certificateMistake();
        certificate.ifPresent(text -> mistakes.add(child(node, "certificate").orElse(node), text));
        if (certificate.isEmpty()) {
            tls.keyMistake().ifPresent(text -> mistakes.add(child(node, "key").orElse(node), text));
        }
        return Optional.of(tls);
    }

    private Optional<String> url(String url, Node node) {
        if (!URL.matcher(url).matches()) {
            mistakes.add(child(node, "url").orElse(node),
                    "url is http or https, a host and a port if need be, such as https://cloud.example.org");
            return Optional.empty();
        }
        return Optional.of(url.replaceFirst("/+$", ""));
    }

    private String database(String url, MappingNode root) {
        if (!url.startsWith("jdbc:h2:")) {
            var at = child(root, "database").flatMap(node -> child(node, "url")).orElse(root);
            mistakes.add(at, "url begins with jdbc:h2:, the one kind of database that this release knows");
        }
        return url;
    }

    private List<PluginEntry> plugins(Optional<Node> list) {
        // What is wrong with their shape was found with the rest of the host's part.
        var quiet = new Binder(new Mistakes(mistakes.file()));
        var entries = new ArrayList<PluginEntry>();
        Set<String> ids = new HashSet<>();
        for (var item : list.orElse(null) instanceof SequenceNode nodes ? nodes.getValue() : List.<Node>of()) {
            if (item instanceof MappingNode node) {
                quiet.bind(FileOptions.Plugin.class, node)
                        .flatMap(plugin -> plugin(plugin, node, ids))
                        .ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Optional<PluginEntry> plugin(FileOptions.Plugin plugin, MappingNode node, Set<String> ids) {
        var id = child(node, "id").orElse(node);
        if (!ids.add(plugin.id())) {
            mistakes.add(id, "the plugin " + plugin.id() + " is named twice");
            return Optional.empty();
        }
        var range = PluginEntry.isRange(plugin.version());
        if (!range) {
            mistakes.add(child(node, "version").orElse(node),
                    "version is a range of versions such as ^1.2.0, >=1.0.0 & <2.0.0 or *");
        }
        var hash = plugin.sha256().filter(text -> SHA256.matcher(text).matches());
        if (hash.isEmpty() && plugin.sha256().isPresent()) {
            mistakes.add(child(node, "sha256").orElse(node), "sha256 is 64 hexadecimal digits, as sha256sum prints");
        }
        return Optional.of(new PluginEntry(plugin.id(), range ? plugin.version() : "*", hash, line(id), column(id)));
    }

    private List<DriverEntry> drivers(MappingNode drivers) {
        var entries = new ArrayList<DriverEntry>();
        for (var tuple : drivers.getValue()) {
            var name = (ScalarNode) tuple.getKeyNode();
            if (!NAME.matcher(name.getValue()).matches()) {
                mistakes.add(name,
                        "the name of a driver instance is lower case letters, digits and dashes, at most 64");
            } else if (tuple.getValueNode() instanceof MappingNode node) {
                driver(name.getValue(), node).ifPresent(entries::add);
            } else {
                mistakes.add(tuple.getValueNode(),
                        name.getValue() + " is a mapping with the key driver and the driver's options");
            }
        }
        return entries;
    }

    private Optional<DriverEntry> driver(String name, MappingNode node) {
        var own = part(node, DriverEntry.RESERVED::contains);
        var at = child(node, "driver").orElse(node);
        return binder.bind(FileOptions.Driver.class, own)
                .map(driver -> new DriverEntry(name, driver.driver(), driver.enabled(), driver.mandatory(),
                        driver.deadline(), driver.concurrency(), host(driver, node),
                        part(node, key -> !DriverEntry.RESERVED.contains(key)),
                        mistakes.file(), line(at),
                        column(at)));
    }

    private Optional<String> host(FileOptions.Driver driver, MappingNode node) {
        return driver.host().filter(name -> {
            var right = HOST.matcher(name).matches();
            if (!right) {
                mistakes.add(child(node, "host").orElse(node),
                        "host is the name of a machine: letters, digits, dots, dashes and _, at most 255");
            }
            return right;
        });
    }

    /// Only those keys.
    private static MappingNode part(MappingNode node, Predicate<String> keys) {
        var tuples = node.getValue()
                .stream()
                .filter(tuple -> keys.test(((ScalarNode) tuple.getKeyNode()).getValue()))
                .toList();
        return new MappingNode(node.getTag(), true, tuples, node.getStartMark(), node.getEndMark(),
                node.getFlowStyle());
    }

    private static Optional<Node> child(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue()
                        .stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static int column(Node node) {
        return node.getStartMark().getColumn() + 1;
    }
}
