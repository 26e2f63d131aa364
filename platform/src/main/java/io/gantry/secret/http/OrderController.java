package io.gantry.secret.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.secret.Content;
import io.gantry.secret.ContentType;
import io.gantry.secret.KeyOrder;
import io.gantry.secret.Orders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/key-manager/v1/orders`.
@Controller(KeyManagerErrors.PREFIX + "/v1/orders")
@ExecuteOn(TaskExecutors.BLOCKING)
class OrderController {
    private static final int LONGEST_PASSPHRASE = 1024;

    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    @Post
    HttpResponse<Map<String, String>> create(Caller caller, Origin origin, @Body byte[] body)
            throws InterruptedException {
        var fields = Fields.of(body, "Order", "type", "meta");
        var kind = switch (fields.needed("type", 80)) {
            case "key" -> KeyOrder.Kind.KEY;
            case "asymmetric" -> KeyOrder.Kind.ASYMMETRIC;
            default -> throw fields.refusal("type", "key or asymmetric");
        };
        var known = new ArrayList<>(List.of(NewSecret.FIELDS));
        known.add("passphrase");
        var meta = fields.object("meta", known.toArray(String[]::new))
                .orElseThrow(() -> Problem.invalid("'meta' is a required property of a Order."));
        if (meta.has("payload")) {
            throw Problem.invalid("'payload' not allowed for " + kind.name().toLowerCase(Locale.ROOT)
                    + " type order: the host makes it.");
        }
        var passphrase = meta.text("passphrase", LONGEST_PASSPHRASE)
                .map(text -> NewSecret.content(text.getBytes(StandardCharsets.UTF_8), ContentType.TEXT));
        try {
            var shown = ((ObjectNode) meta.json().deepCopy()).without("passphrase").toString();
            var order = orders.create(caller, kind, NewSecret.description(meta), passphrase, shown);
            var ref = Refs.of(origin).order(order.id());
            return HttpResponse.<Map<String, String>>accepted().body(Map.of("order_ref", ref)).header("Location", ref);
        } finally {
            passphrase.ifPresent(Content::close);
        }
    }

    @Get
    Map<String, Object> list(Caller caller, HttpRequest<?> request, Origin origin) {
        var refs = Refs.of(origin);
        return Paging.page(request, origin, "orders", orders.list(caller, Paging.window(request)),
                order -> View.of(order, refs));
    }

    @Get("/{id}")
    View show(Caller caller, Origin origin, String id) {
        return View.of(orders.find(caller, Refs.id(id, "order")), Refs.of(origin));
    }

    @Delete("/{id}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(Caller caller, String id) {
        orders.delete(caller, Refs.id(id, "order"));
    }

    /// An order as the API shows it; never with a passphrase.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(String orderRef, String type, @JsonRawValue String meta, String status, String creatorId,
            String created, String updated, @Nullable String secretRef, @Nullable String containerRef,
            @Nullable String errorStatusCode, @Nullable String errorReason, String subStatus,
            String subStatusMessage) {
        static View of(KeyOrder order, Refs refs) {
            return new View(refs.order(order.id()), order.kind().name().toLowerCase(Locale.ROOT), order.meta(),
                    order.status().name(), order.owner().creator(), Times.shown(order.created()),
                    Times.shown(order.updated()), order.secret().map(refs::secret).orElse(null),
                    order.container().map(refs::container).orElse(null), order.error().map(_ -> "500").orElse(null),
                    order.error().orElse(null), "Unknown", "Unknown");
        }
    }
}
