package io.gantry.compute.server;

import io.gantry.compute.Move;
import io.gantry.compute.MoveListener;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Writes down each move of a server's guest, whoever asked for it.
@Singleton
final class MigrationLog implements MoveListener {
    private final MigrationRecords records;
    private final InstantSource clock;

    MigrationLog(MigrationRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    @Override
    public void submitted(UUID job, Move move) {
        records.begun(job, move.guest().name(), move.source(), move.migration().target(), move.guest().memoryBytes(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
