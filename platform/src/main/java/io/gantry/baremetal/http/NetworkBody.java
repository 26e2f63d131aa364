package io.gantry.baremetal.http;

import io.gantry.baremetal.port.Network;
import io.gantry.base.JsonBody;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a request says of a network.
final class NetworkBody {
    private static final int LONGEST = 255;

    private NetworkBody() {}

    /// Its `name` and `tags`, of which either may be missing.
    static Network of(JsonBody body) {
        Set<String> tags = body.part("tags")
                .map(JsonBody::items)
                .orElse(List.of())
                .stream()
                .map(JsonBody::scalar)
                .collect(Collectors.toSet());
        return new Network(body.text("name", LONGEST), tags);
    }
}
