package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.compute.server.ActionLog;
import io.gantry.compute.server.ServerAction;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// What was done to a server.
@Controller(ComputeErrors.V21 + "/servers/{server}/os-instance-actions")
@ExecuteOn(TaskExecutors.BLOCKING)
class InstanceActionController {
    private static final int UPDATED = 58;
    private static final int HOST = 62;
    private static final int DETAILS = 84;

    private final ActionLog log;

    InstanceActionController(ActionLog log) {
        this.log = log;
    }

    @Get
    ObjectNode list(Caller caller, HttpRequest<?> request, Origin origin, String server) {
        var listing = Listing.of(request);
        var version = ComputeVersion.of(request);
        var found = log.list(caller, JsonBody.known(server, "server"), listing.time("changes-since"),
                listing.time("changes-before"), listing.marker(), listing.limit() + 1);
        var answer = listing.answer("links", found, one -> view(one, version), ServerAction::request, origin);
        answer.set("instanceActions", answer.remove("links"));
        if (answer.has("links_links")) {
            answer.set("links", answer.remove("links_links"));
        }
        return answer;
    }

    @Get("/{number}")
    ObjectNode show(Caller caller, HttpRequest<?> request, String server, String number) {
        var version = ComputeVersion.of(request);
        var action = log.find(caller, JsonBody.known(server, "server"), number);
        var view = view(action, version).put("message", log.reason(action).orElse(null));
        var events = view.putArray("events");
        for (var event : log.events(action)) {
            var item = events.addObject().put("event", event.name());
            item.put("start_time", View.fine(event.started())).put("finish_time", View.fine(event.ended()));
            item.put("result", event.ended().isEmpty() ? null : event.failed() ? "Error" : "Success");
            item.putNull("traceback");
            if (version >= HOST) {
                item.put("hostId", "");
            }
            if (version >= DETAILS) {
                item.put("details", event.reason().orElse(null));
            }
        }
        var answer = View.object();
        answer.set("instanceAction", view);
        return answer;
    }

    private static ObjectNode view(ServerAction action, int version) {
        var view = View.object().put("action", action.name()).put("instance_uuid", action.server().toString());
        view.put("request_id", action.request()).put("user_id", action.user()).put("project_id", action.project());
        view.put("start_time", View.fine(action.started())).put("message", action.reason().orElse(null));
        if (version >= UPDATED) {
            view.put("updated_at", View.fine(action.updated()));
        }
        return view;
    }
}
