package io.gantry.compute.store;

import io.gantry.compute.drain.DrainMove;
import io.gantry.compute.drain.DrainStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/// What becomes of the guests of hosts that are drained, in the database.
@Singleton
class DrainTable implements DrainStore {
    private static final int LONGEST_REASON = 2000;

    private final DrainMoveRepository rows;

    DrainTable(DrainMoveRepository rows) {
        this.rows = rows;
    }

    @Override
    @Transactional
    public void add(UUID job, List<DrainMove> moves) {
        rows.saveAll(moves.stream().map(move -> DrainMoveRow.of(job, move)).toList());
    }

    @Override
    public List<DrainMove> moves(UUID job) {
        return rows.findByJobOrderByNumber(job).stream().map(DrainMoveRow::value).toList();
    }

    @Override
    public void update(UUID job, DrainMove move) {
        var reason = move.reason().map(text -> text.substring(0, Math.min(text.length(), LONGEST_REASON)));
        rows.change(job, move.guest(), move.state().name(), move.migration().orElse(null), reason.orElse(null));
    }
}
