package io.gantry.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.guest.VirtualDevice.Disk;
import io.gantry.qmp.Qmp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What has to be equal at both ends of a migration, as the details of an [io.gantry.api.transfer.Endpoint]. QEMU compares little of it: with another processor, or one device
/// more, a migration succeeds and the guest finds other hardware than it had.
public final class Topology {
    /// Of QEMU.
    static final String VERSION = "version";
    /// Where QEMU writes why it ends.
    public static final String LOG = "log";
    /// Ids of the disks that are copied along, with spaces between them.
    public static final String DISKS = "disks";
    /// What programs are started with to be where QEMU is, with spaces between the words.
    public static final String LAUNCHER = "launcher";
    private static final String COMPARED = "same.";
    private static final String ACCELERATOR = COMPARED + "accelerator";
    private static final int FIRST_MINDFUL = 9;
    private static final String PERIPHERAL = "/machine/peripheral";

    private Topology() {}

    static Map<String, String> details(Qmp qmp, QemuOptions options, GuestRecord guest, Home home)
            throws IOException, InterruptedException {
        var details = new LinkedHashMap<String, String>();
        details.put(VERSION, version(qmp.execute("query-version")));
        details.put(LOG, home.log().toString());
        details.put(LAUNCHER, String.join(" ", options.launcher()));
        details.put(DISKS, guest.all(Disk.class)
                .stream()
                .map(Disk::id)
                .collect(Collectors.joining(" ")));
        details.put(COMPARED + "machine type", options.machine());
        details.put(COMPARED + "processor model", options.processor());
        details.put(ACCELERATOR, qmp.execute("query-kvm").path("enabled").asBoolean() ? "kvm" : "tcg");
        details.put(COMPARED + "processors", Integer.toString(qmp.execute("query-cpus-fast").size()));
        details.put(COMPARED + "memory",
                qmp.execute("query-memory-size-summary").path("base-memory").asText() + " bytes");
        details.put(COMPARED + "TPM",
                qmp.execute("query-tpm")
                        .valueStream()
                        .map(tpm -> tpm.path("model").asText())
                        .collect(
                                Collectors.joining(" ")));
        details.put(COMPARED + "list of devices", devices(qmp));
        return details;
    }

    private static String version(JsonNode answer) {
        var version = answer.path("qemu");
        return "%d.%d.%d".formatted(version.path("major").asInt(), version.path("minor").asInt(),
                version.path("micro").asInt());
    }

    /// What each is and where it sits. Only what has an id: the rest follows from the machine type.
    private static String devices(Qmp qmp) throws IOException, InterruptedException {
        var devices = new ArrayList<String>();
        for (var device : qmp.execute("qom-list", Map.of("path", PERIPHERAL))) {
            var type = device.path("type").asText();
            if (type.startsWith("child<")) {
                var name = device.path("name").asText();
                var bus = qmp.execute("qom-get", Map.of("path", PERIPHERAL + "/" + name, "property", "parent_bus"));
                devices.add(name + "=" + type.substring("child<".length(), type.length() - 1) + " at "
                        + bus.asText().replaceFirst("^/machine/(peripheral/)?", ""));
            }
        }
        devices.sort(null);
        return String.join(", ", devices);
    }

    /// Whether QEMU forgets writes of a guest that is moved while it runs: below 9.0, when it emulates, it goes on writing to pages that it has just looked at without noticing. Each
    /// look may cost a few writes, so the fewer the better.
    public static boolean forgetful(Map<String, String> source) {
        return "tcg".equals(source.get(ACCELERATOR))
                && major(source) < FIRST_MINDFUL;
    }

    /// What speaks against a migration; empty if nothing does.
    public static Optional<String> difference(Map<String, String> source, Map<String, String> target) {
        for (var name : source.keySet()) {
            var here = source.get(name);
            var there = target.get(name);
            if (name.startsWith(COMPARED) && here != null && !here.equals(there)) {
                return Optional
                        .of("the %s is %s at the source and %s at the target; give both hosts the same".formatted(
                                name.substring(COMPARED.length()), here, there));
            }
        }
        return older(source, target);
    }

    private static Optional<String> older(Map<String, String> source, Map<String, String> target) {
        var order = Comparator.comparingInt(Topology::major).thenComparingInt(Topology::minor);
        return order.compare(target, source) < 0
                ? Optional.of("QEMU at the target is %s, older than %s at the source".formatted(target.get(VERSION),
                        source.get(VERSION)))
                : Optional.empty();
    }

    private static int major(Map<String, String> details) {
        return Integer.parseInt(details.getOrDefault(VERSION, "0.0").split("\\.", 3)[0]);
    }

    private static int minor(Map<String, String> details) {
        return Integer.parseInt(details.getOrDefault(VERSION, "0.0").split("\\.", 3)[1]);
    }
}
