package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// The accelerators that the bundled drivers find.
final class AcceleratorChapter implements Chapter {
    private static final List<String> DRIVERS = List.of("gpu", "fpga", "nic", "ssd", "pci");

    private final Instances instances;

    AcceleratorChapter(Instances instances) {
        this.instances = instances;
    }

    @Override
    public List<TourStep> steps() {
        return List.of(new TourStep("The PCI accelerators of this machine", this::discover));
    }

    private void discover(Guide guide) {
        instances.of("pci");
        for (var driver : DRIVERS) {
            guide.plan()
                    .sysfs()
                    .map(tree -> attempt(guide, tree, driver))
                    .or(() -> instances.find(driver))
                    .ifPresent(instance -> discover(guide, instance));
        }
    }

    private static void discover(Guide guide, String instance) {
        var answer = guide.api().get("/devices?instance=" + instance);
        var devices = elements(answer.path("devices"));
        var problems = elements(answer.path("problems"));
        guide.say("%s looks into %s and finds %d".formatted(instance, tree(guide), devices.size()));
        if (devices.isEmpty()) {
            guide.say("this machine has none; `--sysfs DIR` shows those of a recorded one");
        } else {
            HostChapter.table(guide, devices, "id", "kind", "name", "obstacles");
        }
        guide.expect("problems while looking", List.of(), problems);
        var ids = new HashSet<String>();
        for (var device : devices) {
            var id = device.path("id").asText();
            if (!ids.add(id)) {
                throw new Unexpected("the device " + id + " is listed twice");
            }
            if (!Files.isDirectory(tree(guide).resolve("bus/pci/devices").resolve(id))) {
                throw new Unexpected("the device " + id + " is not in " + tree(guide));
            }
        }
        guide.expect("devices that are also in the tree", devices.size(), ids.size());
    }

    /// An instance beside those of the file, that looks into another tree.
    private static String attempt(Guide guide, Path tree, String driver) {
        var name = guide.name(driver);
        var options = Map.of("root", tree.toAbsolutePath().toString());
        guide.api().put(Api.path("instances", name), Map.of("driver", driver, "options", options));
        return name;
    }

    private static Path tree(Guide guide) {
        return guide.plan().sysfs().orElse(Path.of("/sys"));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
