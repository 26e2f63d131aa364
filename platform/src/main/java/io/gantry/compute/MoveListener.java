package io.gantry.compute;

import java.util.UUID;

/// Is told of every migration when it is handed in, in the same transaction.
@FunctionalInterface
public interface MoveListener {
    void submitted(UUID job, Move move);
}
