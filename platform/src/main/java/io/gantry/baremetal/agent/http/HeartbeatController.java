package io.gantry.baremetal.agent.http;

import io.gantry.baremetal.agent.Agents;
import io.gantry.baremetal.agent.Heartbeat;
import io.gantry.base.JsonBody;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Hears what agents say of themselves; the token proves who says it.
@Controller("/baremetal/v1/heartbeat/{ident}")
@ExecuteOn(TaskExecutors.BLOCKING)
class HeartbeatController {
    private static final int LONGEST_URL = 255;
    private static final int LONGEST_CERTIFICATE = 16 << 10;
    private static final int LONGEST_MESSAGE = 4096;

    private final Agents agents;

    HeartbeatController(Agents agents) {
        this.agents = agents;
    }

    @Post
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.ACCEPTED)
    void hear(String ident, @Body byte[] bytes) {
        var body = JsonBody.of(bytes, "heartbeat")
                .only("callback_url", "agent_version", "agent_token",
                        "agent_verify_ca", "agent_status", "agent_status_message");
        agents.heartbeat(ident, new Heartbeat(body.text("callback_url", LONGEST_URL),
                body.text("agent_token", LONGEST_URL), body.text("agent_version", LONGEST_URL),
                body.text("agent_verify_ca", LONGEST_CERTIFICATE), body.text("agent_status", LONGEST_URL),
                body.text("agent_status_message", LONGEST_MESSAGE)));
    }
}
