package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// What runs here.
final class HostChapter implements Chapter {
    private static final int LONGEST = 300;

    private final Instances instances;

    HostChapter(Instances instances) {
        this.instances = instances;
    }

    @Override
    public List<TourStep> steps() {
        return List.of(new TourStep("The host and the drivers that its plugins bring", this::look));
    }

    private void look(Guide guide) {
        var host = guide.api().get("/");
        guide.say("%s %s".formatted(Table.text(host.path("name")), Table.text(host.path("version"))));
        guide.api()
                .list("/plugins", "plugins")
                .forEach(plugin -> guide.say("plugin %s %s: %s".formatted(Table.text(plugin.path("id")),
                        Table.text(plugin.path("version")), Table.text(plugin.path("state")))));
        var all = instances.look(guide.api());
        table(guide, all, "name", "driver", "kind", "roles", "state");
        all.stream()
                .filter(instance -> !Instances.isOpen(instance))
                .forEach(instance -> guide.say(
                        "%s: %s".formatted(Table.text(instance.path("name")),
                                shortened(Table.text(instance.path("cause"))))));
        expectOne(guide, "AcceleratorDriver");
        expectOne(guide, "KeyStore");
        expectOne(guide, "DeployInterface");
        expectOne(guide, "HardwareDriver", "DiskAccess");
        expectOne(guide, "TransferStrategy");
        var hosts = instances.open("HypervisorDriver", "Migratable", "MemoryProof");
        guide.expect("two compute hosts between which guests can move", hosts.size() >= 2, String.join(", ", hosts));
    }

    private void expectOne(Guide guide, String kind, String... roles) {
        var open = instances.open(kind, roles);
        var what = roles.length == 0 ? kind : kind + " with " + String.join(", ", roles);
        guide.expect("an open " + what, !open.isEmpty(), open.isEmpty() ? "there is none" : String.join(", ", open));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /// Says a table, line by line.
    static void table(Guide guide, List<JsonNode> rows, String... columns) {
        var text = new StringWriter();
        new Table(List.of(columns)).print(new PrintWriter(text), rows);
        text.toString().lines().forEach(guide::say);
    }
}
