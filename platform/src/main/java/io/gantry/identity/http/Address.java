package io.gantry.identity.http;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/// From where a request came: the other end of its connection. What headers say about that anybody can write.
final class Address {
    private Address() {}

    static String of(HttpRequest<?> request) {
        return Optional.ofNullable(request.getRemoteAddress().getAddress())
                .map(address -> address.getHostAddress())
                .orElse("unknown");
    }
}
