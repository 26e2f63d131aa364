package io.gantry.baremetal.http;

import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.port.PortQuery;
import io.gantry.baremetal.port.Ports;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/// `/baremetal/v1/events`: what the network says became of ports. It is told in the history of the node whose port it is; nothing waits for it.
@Controller(BaremetalErrors.V1)
@ExecuteOn(TaskExecutors.BLOCKING)
class EventController {
    private static final int SINCE = 54;
    private static final int MOST = 1000;
    private static final List<String> KINDS = List.of("network.bind_port", "network.unbind_port",
            "network.delete_port");

    private final Nodes nodes;
    private final Ports ports;

    EventController(Nodes nodes, Ports ports) {
        this.nodes = nodes;
        this.ports = ports;
    }

    /// What happened to one port.
    private record Event(String kind, String port, String address, String status) {
        static Event of(JsonBody body) {
            var kind = body.needed("event");
            if (!KINDS.contains(kind)) {
                throw Problem.invalid("There is no event '%s'; there are %s.".formatted(JsonBody.cut(kind), KINDS));
            }
            body.only("event", "port_id", "mac_address", "status", "device_id", "binding:host_id",
                    "binding:vnic_type");
            for (var id : List.of("device_id", "binding:host_id")) {
                body.text(id, 36).ifPresent(text -> JsonBody.id(text, id));
            }
            var address = WireField.address(body.needed("mac_address"));
            return new Event(kind, JsonBody.id(body.needed("port_id"), "port").toString(), address,
                    body.needed("status"));
        }
    }

    @Post("/events")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void post(Caller caller, HttpRequest<?> request, @Body byte[] bytes) {
        BaremetalVersion.exists(request, SINCE);
        var items = JsonBody.of(bytes, "list of events")
                .only("events")
                .part("events")
                .map(JsonBody::items)
                .orElse(List.of());
        if (items.isEmpty() || items.size() > MOST) {
            throw Problem.invalid("'events' has 1 to " + MOST + " events.");
        }
        items.stream().map(Event::of).toList().forEach(event -> told(caller, event));
    }

    private void told(Caller caller, Event event) {
        ports.list(PortQuery.at(event.address()))
                .forEach(port -> nodes.tell(port.node(), "network", "%s %s of port %s: %s".formatted(event.kind(),
                        event.port(), event.address(), event.status()), caller.user()));
    }
}
