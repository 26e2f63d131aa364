package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.HardwareDriver;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.BriefNode;
import io.gantry.baremetal.Interfaces;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.NodeStep;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.ProvisionState;
import io.gantry.baremetal.Standing;
import io.gantry.base.Origin;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Nodes as clients of the bare metal API read them.
@Singleton
final class NodeView {
    /// What a list has when nobody says what he wants.
    static final Set<String> USUAL = Set.of("instance_uuid", "maintenance", "power_state", "provision_state", "uuid",
            "name", "links");

    /// What is not a field of people's, and since which minor version it is told.
    private static final Map<String, Integer> SINCE = Map.ofEntries(Map.entry("driver_internal_info", 3),
            Map.entry("inspection_finished_at", 6), Map.entry("inspection_started_at", 6), Map.entry("clean_step", 7),
            Map.entry("raid_config", 12), Map.entry("target_raid_config", 12), Map.entry("states", 14),
            Map.entry("portgroups", 24), Map.entry("volume", 32), Map.entry("traits", 37), Map.entry("fault", 42),
            Map.entry("deploy_step", 44), Map.entry("conductor", 49), Map.entry("allocation_uuid", 52),
            Map.entry("boot_mode", 75), Map.entry("secure_boot", 75), Map.entry("service_step", 87),
            Map.entry("health", 109));

    private final Drivers drivers;
    private final ObjectMapper mapper = new ObjectMapper();

    NodeView(Drivers drivers) {
        this.drivers = drivers;
    }

    /// A node with all that a client of that version is told.
    ObjectNode of(BareMetalNode node, HttpRequest<?> request, Origin origin) {
        return of(node, BaremetalVersion.of(request), origin, interfaces());
    }

    /// The interfaces of every open driver instance, to be looked up once for many nodes.
    Map<String, Map<NodeField, String>> interfaces() {
        var all = new HashMap<String, Map<NodeField, String>>();
        for (Handle<HardwareDriver> handle : drivers.all(HardwareDriver.class)) {
            all.put(handle.instance(), Interfaces.of(handle));
        }
        return all;
    }

    ObjectNode of(BareMetalNode node, int version, Origin origin, Map<String, Map<NodeField, String>> interfaces) {
        var view = View.object();
        view.put("uuid", node.id().toString());
        said(node, view, version);
        interfaces.getOrDefault(node.driver(), Map.of()).forEach((field, name) -> {
            if (version >= field.since()) {
                view.put(field.word(), name);
            }
        });
        if (version >= NodeField.DEPLOY_INTERFACE.since()) {
            view.put(NodeField.DEPLOY_INTERFACE.word(), node.standing().chosen().orElse(node.deployInterface()));
        }
        standing(node, view, origin);
        SINCE.forEach((name, since) -> {
            if (version < since) {
                view.remove(name);
            }
        });
        put(view, "provision_state", state(node.state(), version));
        return view;
    }

    /// As the first version had it, a node that is available has none.
    private static Optional<String> state(ProvisionState state, int version) {
        return version < 2 && state == ProvisionState.AVAILABLE ? Optional.empty() : Optional.of(state.word());
    }

    /// A node with what a list usually has.
    static ObjectNode of(BriefNode node, int version, Origin origin) {
        var view = View.object().put("uuid", node.id().toString());
        if (version >= NodeField.NAME.since()) {
            put(view, "name", node.name());
        }
        put(view, "instance_uuid", node.instance().map(UUID::toString));
        view.put("maintenance", node.maintenance());
        put(view, "power_state", node.power());
        put(view, "provision_state", state(node.state(), version));
        view.set("links", View.links(origin, "nodes", node.id()));
        return view;
    }

    private static void said(BareMetalNode node, ObjectNode view, int version) {
        var fields = Nodes.shown(node.fields()).json();
        for (var field : NodeField.values()) {
            var value = fields.get(field.word());
            if (version < field.since()) {
                continue;
            }
            if (value != null) {
                view.set(field.word(), value);
            } else if (field.isObject()) {
                view.putObject(field.word());
            } else if (field.isFlag() && field != NodeField.AUTOMATED_CLEAN) {
                view.put(field.word(), false);
            } else if (field == NodeField.CONDUCTOR_GROUP) {
                view.put(field.word(), "");
            } else {
                view.putNull(field.word());
            }
        }
    }

    private void standing(BareMetalNode node, ObjectNode view, Origin origin) {
        var standing = node.standing();
        var busy = !standing.state().atRest();
        put(view, "power_state", standing.power());
        put(view, "target_power_state", standing.powerTarget());
        view.put("provision_state", standing.state().word());
        put(view, "target_provision_state", standing.target().map(ProvisionState::word));
        view.put("provision_updated_at", standing.since().equals(node.created()) ? null : View.time(standing.since()));
        put(view, "last_error", standing.error());
        put(view, "fault", standing.fault());
        put(view, "reservation", busy ? Optional.of("gantry") : Optional.empty());
        put(view, "conductor", Optional.of("gantry"));
        view.put("console_enabled", false);
        view.putObject("raid_config");
        view.putObject("target_raid_config");
        for (var name : List.of("boot_mode", "secure_boot", "health")) {
            view.putNull(name);
        }
        for (var name : Standing.TOLD) {
            view.set(name, mapper.valueToTree(standing.internal().get(name)));
        }
        step(view, "clean_step", standing.state().word().startsWith("clean"), standing.step());
        step(view, "deploy_step", standing.target().equals(Optional.of(ProvisionState.ACTIVE)), standing.step());
        step(view, "service_step", standing.state().word().startsWith("servic"), standing.step());
        view.set("traits", mapper.valueToTree(node.traits().stream().sorted().toList()));
        view.set("driver_internal_info", internal(node));
        View.times(view, node.created(), node.updated());
        view.set("links", View.links(origin, "nodes", node.id()));
        for (var part : List.of("ports", "portgroups", "states", "volume")) {
            view.set(part, View.links(origin, "nodes/" + node.id() + "/" + part));
        }
    }

    private ObjectNode internal(BareMetalNode node) {
        var standing = node.standing();
        var info = View.object();
        standing.internal().forEach((name, value) -> {
            if (!Standing.TOLD.contains(name)) {
                info.set(name, mapper.valueToTree(value));
            }
        });
        standing.chosen().ifPresent(_ -> info.put("original_deploy_interface", node.deployInterface()));
        standing.job().ifPresent(job -> info.put("job", job.toString()));
        if (!standing.verdicts().isEmpty()) {
            var verdicts = info.putArray("autodetect");
            standing.verdicts()
                    .forEach(said -> verdicts.add(View.object()
                            .put("name", said.instance())
                            .put("verdict", said.answer().name().toLowerCase(java.util.Locale.ROOT))
                            .put("reason", said.reason())));
        }
        return info;
    }

    private void step(ObjectNode view, String name, boolean is, Optional<NodeStep> step) {
        var shown = view.putObject(name);
        step.filter(_ -> is)
                .ifPresent(running -> shown.put("interface", running.area())
                        .put("step", running.name())
                        .put("priority", running.priority())
                        .set("args", mapper.valueToTree(running.args())));
    }

    private static void put(ObjectNode view, String name, Optional<String> value) {
        view.put(name, value.orElse(null));
    }
}
