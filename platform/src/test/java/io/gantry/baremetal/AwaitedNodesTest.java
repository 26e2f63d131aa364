package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AwaitedNodesTest {
    @Test
    void anAgentIsToldWhatPeopleSaidOfTheDiskAndNoSecret() throws Exception {
        var given = (ObjectNode) new ObjectMapper().readTree("""
                {"driver": "rack", "properties": {"root_device": {"size": ">= 100", "rotational": false}},
                 "instance_info": {"image_pull_secret": {"$secret": "11111111-2222-4333-8444-555555555555"}}}
                """);
        var node = new BareMetalNode(UUID.randomUUID(), Fields.of(given), Set.of(), Standing.enrolled(Instant.EPOCH), 1,
                Instant.EPOCH, Optional.empty());
        var told = AwaitedNodes.told(node);
        assertEquals(Map.of("root_device", Map.of("size", ">= 100", "rotational", false)), told.get("properties"));
        assertEquals(Map.of("image_pull_secret", "******"), told.get("instance_info"));
    }
}
