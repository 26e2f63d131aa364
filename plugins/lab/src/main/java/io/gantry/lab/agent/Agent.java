package io.gantry.lab.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent on its machine: finds out who it is, and obeys until it is sent away.
final class Agent {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5000;
    private static final int SHORTEST_TOKEN = 32;

    private final Machine machine;
    private final Disc disc;
    private final HostApi host;
    private final Mishaps mishaps;

    Agent(Machine machine, Disc disc) throws IOException {
        this.machine = machine;
        this.disc = disc;
        host = new HostApi(disc.needed("api"), machine);
        mishaps = new Mishaps(disc.all("fault"));
    }

    /// Returns when nobody can send it commands any more.
    void run() throws IOException, InterruptedException {
        var found = lookUp();
        System.out.println("this is node " + found.node());
        if (found.token().length() < SHORTEST_TOKEN) {
            throw new IOException("the host gives no token: another agent of this node has it");
        }
        var ending = new Ending(machine);
        var commands = new Commands(commands(found, ending), mishaps, ending::beat);
        var certificate = disc.value("tls")
                .filter("yes"::equals)
                .map(_ -> OwnCertificate.of(InetAddress.getLoopbackAddress(), machine.name()));
        var server = new AgentServer(found.token(), Instant.now().toString(), commands, certificate);
        server.serve();
        System.out.println("listening on " + server.url());
        var heartbeat = new Heartbeat(host, found, server.url(), certificate.map(OwnCertificate::pem), mishaps);
        ending.of(server, heartbeat);
        Thread.ofPlatform().name("heartbeat").daemon().start(heartbeat);
        ending.await();
    }

    private HostApi.Found lookUp() throws InterruptedException {
        for (var pause = FIRST_PAUSE_MILLIS;; pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2)) {
            mishaps.at("lookup");
            try {
                return host.lookup();
            } catch (IOException notYet) {
                System.out.println(notYet.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    private Map<String, Command> commands(HostApi.Found found, Ending ending) {
        var disk = new Disk(machine.disk(), mishaps);
        var imaging = new Imaging(machine, disk);
        var container = new Container(disk);
        var md5 = Boolean.TRUE.equals(found.config().get("agent_md5_checksum_enable"));
        var commands = new LinkedHashMap<String, Command>();
        Command.Check check = parameters -> ImageInfo.check(parameters.inner("image_info"), md5);
        commands.put("standby.prepare_image", Command.later(check, imaging::prepare));
        commands.put("standby.cache_image", Command.later(check, imaging::prepare));
        commands.put("standby.execute_bootc_install", Command.later(container::install));
        commands.put("standby.sync", Command.now((_, _) -> null));
        commands.put("standby.get_partition_uuids", Command.now((_, _) -> Map.of()));
        commands.put("standby.power_off", Command.later((_, _) -> ending.leave("off")));
        commands.put("standby.run_image", Command.later((_, _) -> ending.leave("reboot")));
        commands.put("image.install_bootloader", Command.later((_, _) -> {
            if (!disk.isPartitioned()) {
                throw AgentError
                        .failed("Disk " + disk.file() + " has no partition table, so nothing can start from it");
            }
            return null;
        }));
        commands.put("rescue.finalize_rescue", Command.now((parameters, _) -> rescue(parameters, ending)));
        commands.put("system.lockdown", Command.now((_, _) -> ending.silence()));
        commands.put("poll.get_hardware_info", Command.now((_, _) -> hardware(disk)));
        new Steps(disk, imaging, container, mishaps, disc.all("step")).addTo(commands);
        return commands;
    }

    /// The machine stays on for whoever knows the password; the agent is gone.
    private @Nullable Object rescue(Parameters parameters, Ending ending) throws IOException {
        var password = parameters.needed("rescue_password");
        machine.note("rescue", parameters.is("hashed") ? password : "sha256:" + Verified.sum(password));
        return ending.silence();
    }

    private Map<String, Object> hardware(Disk disk) throws IOException {
        var interfaces = machine.addresses()
                .stream()
                .map(address -> Map.of("name", "eth" + machine.addresses().indexOf(address), "mac_address", address,
                        "has_carrier", true))
                .toList();
        return Map.of("interfaces", interfaces, "disks",
                List.of(Map.of("name", disk.file().toString(), "size", disk.size(), "model", "lab", "rotational",
                        false)),
                "cpu", Map.of("count", 1, "architecture", "x86_64"), "memory",
                Map.of("total", 1L << 30, "physical_mb", 1024), "hostname", machine.name());
    }
}
