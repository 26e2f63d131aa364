package io.gantry.identity.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Sees every answer last, those of [AccessFilter] and of the server itself too: gives each the id of its request.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AnswerFilter implements Ordered {
    @Override
    public int getOrder() { return Ordered.HIGHEST_PRECEDENCE; }

    @ResponseFilter
    void name(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header("x-openstack-request-id", Marks.id(request));
    }
}
