package io.gantry.compute.store;

import io.gantry.compute.drain.DrainMove;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the table `drain_move`; the number gives the order.
@MappedEntity("drain_move")
record DrainMoveRow(@Id @GeneratedValue @Nullable Long number, UUID job, String guest, long memoryBytes,
        @Nullable String target, DrainMove.State state, @Nullable UUID migration, @Nullable String reason) {
    static DrainMoveRow of(UUID job, DrainMove move) {
        return new DrainMoveRow(null, job, move.guest(), move.memoryBytes(), move.target().orElse(null), move.state(),
                move.migration().orElse(null), move.reason().orElse(null));
    }

    DrainMove value() {
        return new DrainMove(guest, memoryBytes, Optional.ofNullable(target), state, Optional.ofNullable(migration),
                Optional.ofNullable(reason));
    }
}
