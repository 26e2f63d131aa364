package io.gantry.host.http;

import io.gantry.base.ErrorShape;
import io.gantry.base.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Collection;

/// Tells an error as the API that was asked tells it: in the shape of its service, else as RFC 9457 has it.
@Singleton
final class Shapes {
    private final Collection<ErrorShape> shapes;
    private final Origins origins;

    Shapes(Collection<ErrorShape> shapes, Origins origins) {
        this.shapes = shapes;
        this.origins = origins;
    }

    HttpResponse<?> response(HttpRequest<?> request, Problem problem) {
        var response = response(request, HttpStatus.valueOf(problem.kind().status()), problem.detail());
        problem.after()
                .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        return response;
    }

    MutableHttpResponse<?> response(HttpRequest<?> request, HttpStatus status, String detail) {
        return fill(HttpResponse.status(status, status.getReason()), request, status, detail);
    }

    /// Gives an answer that is made already its body and what else belongs to it.
    MutableHttpResponse<?> fill(MutableHttpResponse<?> response, HttpRequest<?> request, HttpStatus status,
            String detail) {
        if (status == HttpStatus.UNAUTHORIZED) {
            challenge(response, request);
        }
        var path = request.getPath();
        return shapes.stream()
                .filter(shape -> path.equals(shape.prefix()) || path.startsWith(shape.prefix() + "/"))
                .findFirst()
                .<MutableHttpResponse<?>>map(shape -> response
                        .body(shape.body(status.getCode(), status.getReason(), detail))
                        .contentType(MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(() -> response.body(ProblemDocument.of(status, detail))
                        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE));
    }

    /// How to say who one is. A browser asks its user where Basic is offered, so that is offered only where people may look.
    private void challenge(MutableHttpResponse<?> response, HttpRequest<?> request) {
        if (shapes.stream().noneMatch(shape -> request.getPath().startsWith(shape.prefix()))) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"gantry\", charset=\"UTF-8\"");
        }
        response.header(HttpHeaders.WWW_AUTHENTICATE, "Keystone uri=\"" + uri(request) + "\"");
    }

    private String uri(HttpRequest<?> request) {
        try {
            return origins.of(request).of("/identity/v3");
        } catch (Problem e) {
            // The answer to a nonsensical header Host must not itself fail for it.
            return "/identity/v3";
        }
    }
}
