package io.gantry.lab.agent;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The steps that the host can have the agent do while it cleans or deploys the node. The disc can offer more: `step=NAME:PRIORITY` leaves NAME on
/// the disk, as an operator's own agent would leave its own.
final class Steps {
    private static final String HARDWARE = "LabHardwareManager";
    private static final Map<String, String> VERSION = Map.of(HARDWARE, "1");

    private final Disk disk;
    private final Imaging imaging;
    private final Container container;
    private final Mishaps mishaps;
    private final List<String> own;

    Steps(Disk disk, Imaging imaging, Container container, Mishaps mishaps, List<String> own) {
        this.disk = disk;
        this.imaging = imaging;
        this.container = container;
        this.mishaps = mishaps;
        this.own = own;
    }

    /// The commands of the extensions `clean`, `deploy` and `service`.
    void addTo(Map<String, Command> commands) {
        for (var kind : List.of("clean", "deploy", "service")) {
            commands.put(kind + ".get_" + kind + "_steps", Command.now((_, _) -> offered(kind)));
            commands.put(kind + ".execute_" + kind + "_step", Command.later((parameters, tally) -> {
                var step = parameters.inner("step");
                var result = new LinkedHashMap<String, @Nullable Object>();
                result.put(kind + "_result", execute(step, parameters, tally));
                result.put(kind + "_step", step.values());
                return result;
            }));
        }
    }

    private Map<String, Object> offered(String kind) {
        var steps = kind.equals("clean")
                ? Stream.of(step("erase_devices_metadata", 99), step("erase_devices", 10))
                : Stream.of(step("erase_devices_metadata", 0), step("write_image", 0),
                        step("execute_bootc_install", 0));
        var more = kind.equals("deploy") ? own.stream().map(text -> text.split(":", 2)) : Stream.<String[]>of();
        var all = Stream.concat(steps,
                more.map(part -> step(part[0], part.length < 2 ? 0 : Integer.parseInt(part[1])))).toList();
        return Map.of(kind + "_steps", Map.of(HARDWARE, all), "hardware_manager_version", VERSION);
    }

    private static Map<String, Object> step(String name, int priority) {
        return Map.of("step", name, "priority", priority, "interface", "deploy", "reboot_requested", false, "abortable",
                true);
    }

    private @Nullable Object execute(Parameters step, Parameters parameters, Command.Tally tally)
            throws IOException, InterruptedException {
        var name = step.text("step").orElseThrow(() -> AgentError.failed("Malformed step, no \"step\" key"));
        mishaps.at(name);
        var arguments = step.inner("args");
        switch (name) {
            case "erase_devices_metadata" -> disk.wipeEnds();
            case "erase_devices" -> disk.wipe(tally);
            case "write_image" -> {
                ImageInfo.check(arguments.inner("image_info"), true);
                return imaging.prepare(arguments, tally);
            }
            case "execute_bootc_install" -> {
                return container.install(arguments, tally);
            }
            default -> {
                if (own.stream().noneMatch(text -> text.startsWith(name + ":"))) {
                    throw AgentError.failed("No step " + name + " is offered here.");
                }
                container.brand(name + " of " + parameters.inner("node").text("uuid").orElse("?"), tally);
            }
        }
        return null;
    }
}
