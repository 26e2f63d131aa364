package io.gantry.baremetal.store;

import io.gantry.baremetal.BareMetalNode.State;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param traits a JSON list
/// @param properties a JSON object
/// @param verdicts a JSON list
@MappedEntity("node")
record NodeRow(@Id String name, String hardware, String deployInterface, String traits, String properties, State state,
        @Nullable String image, @Nullable String chosen, String verdicts, @Nullable String reason, @Nullable UUID job,
        Instant created) {}
