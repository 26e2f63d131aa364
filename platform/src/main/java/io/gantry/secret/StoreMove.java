package io.gantry.secret;

import io.gantry.api.DriverException;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Handle;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Takes every payload of a key store to another one, or seals it anew where it is.
///
/// Each payload is in exactly one place that counts at any moment: it is put into the new store, then one transaction makes that the place and
/// drops the old one, then the old one is deleted. So a job that was cut off goes on with those that are still in the old store.
@Singleton
public final class StoreMove implements Saga {
    static final String KIND = "move-secrets";
    private static final int PAGE = 200;

    private final SecretRecords records;
    private final Payloads payloads;
    private final KeyStores stores;
    private final Drivers drivers;

    StoreMove(SecretRecords records, Payloads payloads, KeyStores stores, Drivers drivers) {
        this.records = records;
        this.payloads = payloads;
        this.stores = stores;
        this.drivers = drivers;
    }

    /// What the job is given.
    ///
    /// @param to the same as `from` to seal anew
    record Move(String from, String to) {}

    /// Hands the work in; CONFLICT while another such job works on that store.
    ///
    /// @param to the same as `from` to seal every payload anew under the store's newest key
    public Job submit(Jobs jobs, String from, String to) {
        stores.get(to);
        stores.get(from);
        if (from.equals(to)) {
            drivers.get(Sealing.class, from);
        }
        return jobs.submit(KIND, from, new Move(from, to));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("move", this::move));
    }

    private void move(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var target = stores.get(move.to());
        var total = records.count(move.from());
        long done = 0;
        long left = 0;
        for (var page = records.kept(move.from(), Optional.empty(), PAGE); !page.isEmpty();) {
            for (var payload : page) {
                left += moved(run, payload, target, move) ? 0 : 1;
                run.report("move", Math.min(++done, total), total);
            }
            var last = UUID.fromString(page.getLast().id().secret());
            page = records.kept(move.from(), Optional.of(last), PAGE);
            if (done >= total + PAGE) {
                break; // newer ones than there were at the beginning
            }
        }
        if (left > 0) {
            throw new Problem(Problem.Kind.FAILED,
                    "%d of %d secrets could not be taken from '%s' to '%s' and stay where they were; the job's events name them."
                            .formatted(left, done, move.from(), move.to()));
        }
    }

    private boolean moved(Run run, Payload payload, Handle<KeyStore> target, Move move) throws InterruptedException {
        try {
            if (move.from().equals(move.to())) {
                reseal(payload);
            } else {
                transfer(payload, target);
            }
            return true;
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.FAILED && e.kind() != DriverException.Kind.INVALID) {
                throw e;
            }
            run.event("left", Map.of("secret", payload.id().secret(), "reason", String.valueOf(e.getMessage())));
            return false;
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.FAILED) {
                throw e;
            }
            run.event("left", Map.of("secret", payload.id().secret(), "reason", e.detail()));
            return false;
        }
    }

    private void transfer(Payload payload, Handle<KeyStore> target) throws InterruptedException {
        try (var secret = payloads.get(payload)) {
            var moved = payloads.put(payload.id(), secret, target);
            var left = records.replace(payload, moved, payloads.sealing(payload.store()));
            if (left.isPresent()) {
                payloads.forget(left.get());
            }
        }
    }

    private void reseal(Payload payload) throws InterruptedException {
        var token = drivers.get(Sealing.class, payload.store()).call().reseal(payload.id(), payload.token());
        if (!Arrays.equals(token, payload.token())) {
            records.replace(payload, new Payload(0, payload.id(), payload.store(), token), true);
        }
    }
}
