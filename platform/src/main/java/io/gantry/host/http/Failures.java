package io.gantry.host.http;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what features throw into problems. What nobody foresaw tells the caller nothing but an id that stands in the log beside it.
@Factory
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Shapes shapes;

    Failures(Shapes shapes) {
        this.shapes = shapes;
    }

    @Singleton
    ExceptionHandler<Problem, HttpResponse<?>> problems() {
        return (request, problem) -> shapes.response(request, problem);
    }

    @Singleton
    ExceptionHandler<DriverException, HttpResponse<?>> drivers() {
        return (request, failure) -> shapes.response(request, status(failure.kind()),
                String.valueOf(failure.getMessage()));
    }

    @Singleton
    ExceptionHandler<Throwable, HttpResponse<?>> unforeseen() {
        return (request, failure) -> {
            var id = UUID.randomUUID();
            log.error("{} {} failed, id {}", request.getMethodName(), request.getPath(), id, failure);
            return shapes.response(request, HttpStatus.INTERNAL_SERVER_ERROR,
                    "Gantry has a fault; the host's log tells more under the id " + id);
        };
    }

    private static HttpStatus status(DriverException.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case UNSUPPORTED -> HttpStatus.UNPROCESSABLE_ENTITY;
            case BUSY -> HttpStatus.CONFLICT;
            case UNREACHABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case FAILED -> HttpStatus.BAD_GATEWAY;
        };
    }
}
