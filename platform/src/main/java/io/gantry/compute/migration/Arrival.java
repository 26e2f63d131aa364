package io.gantry.compute.migration;

import io.gantry.api.transfer.Endpoint;
import io.gantry.compute.GuestEntry;
import io.gantry.compute.GuestStore;
import io.gantry.compute.Move;
import io.gantry.compute.tpm.TpmKeys;
import jakarta.inject.Singleton;

/// Makes room at the target for a guest that is to come. The secret of its TPM the target gets from the key manager, not from the source.
@Singleton
final class Arrival {
    private final GuestStore store;
    private final TpmKeys tpms;

    Arrival(GuestStore store, TpmKeys tpms) {
        this.store = store;
        this.tpms = tpms;
    }

    Endpoint prepare(Move move, Side target) throws InterruptedException {
        var secret = store.find(move.guest().name()).flatMap(GuestEntry::tpmSecret);
        if (secret.isPresent()) {
            tpms.lend(secret.get(), move.guest().name(), target.instance());
        }
        return target.migratable().target(move.guest());
    }
}
