package io.gantry.secret;

import io.gantry.api.secret.Secret;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Makes what was ordered. A job that was cut off removes what it had made of a pair and begins anew: half a pair is worth nothing.
@Singleton
final class OrderSaga implements Saga {
    static final String KIND = "order";

    private final Secrets secrets;
    private final ContainerRecords containers;
    private final OrderRecords orders;
    private final InstantSource clock;
    private final KeyMaker maker = new KeyMaker();

    OrderSaga(Secrets secrets, ContainerRecords containers, OrderRecords orders, InstantSource clock) {
        this.secrets = secrets;
        this.containers = containers;
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("make", this::make, this::unmake), Step.commit("deliver", this::deliver));
    }

    private void make(Run run) throws InterruptedException {
        var order = run.input(OrderedKey.class);
        unmake(run);
        if (order.spec().kind() == KeyOrder.Kind.KEY) {
            try (var key = maker.key(order.spec())) {
                keep(order, order.key(), SecretType.SYMMETRIC, new Content(key, ContentType.BYTES));
            }
            return;
        }
        var pair = maker.pair(order.spec());
        var passphrase = passphrase(order);
        try (var open = maker.publicKey(pair); var secret = maker.privateKey(pair, passphrase)) {
            keep(order, order.key(), SecretType.PRIVATE, new Content(secret, ContentType.PKCS8));
            keep(order, order.publicKey(), SecretType.PUBLIC, new Content(open, ContentType.BYTES));
        } finally {
            passphrase.ifPresent(Secret::close);
        }
        containers.add(container(order));
    }

    private Optional<Secret> passphrase(OrderedKey order) throws InterruptedException {
        return order.passphrase().isEmpty()
                ? Optional.empty()
                : Optional.of(secrets.payload(secrets.existing(order.passphrase().get())).secret());
    }

    private void keep(OrderedKey order, UUID id, SecretType type, Content content) throws InterruptedException {
        secrets.create(id, order.owner(), order.description(type), Optional.of(content));
    }

    private Container container(OrderedKey order) {
        var parts = new ArrayList<Container.Part>();
        parts.add(new Container.Part("private_key", order.key()));
        parts.add(new Container.Part("public_key", order.publicKey()));
        order.passphrase().ifPresent(id -> parts.add(new Container.Part("private_key_passphrase", id)));
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Container(order.container(), order.owner(), order.about().name(),
                Container.Type.valueOf(order.spec().algorithm().toUpperCase(Locale.ROOT)), parts, now, now);
    }

    private void unmake(Run run) throws InterruptedException {
        var order = run.input(OrderedKey.class);
        containers.remove(order.container());
        secrets.remove(order.key());
        secrets.remove(order.publicKey());
    }

    private void deliver(Run run) {
        var order = run.input(OrderedKey.class);
        var pair = order.spec().kind() == KeyOrder.Kind.ASYMMETRIC;
        orders.finish(order.order(), KeyOrder.Status.ACTIVE, pair ? Optional.empty() : Optional.of(order.key()),
                pair ? Optional.of(order.container()) : Optional.empty(), Optional.empty(), clock.instant());
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        if (outcome != Outcome.DONE) {
            orders.finish(run.input(OrderedKey.class).order(), KeyOrder.Status.ERROR, Optional.empty(),
                    Optional.empty(), Optional.of("the key could not be made; job " + run.id() + " tells why"),
                    clock.instant());
        }
    }
}
