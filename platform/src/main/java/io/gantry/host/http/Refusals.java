package io.gantry.host.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.gantry.base.Suggestion;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts what the HTTP server itself refuses into the same shape as every other problem.
@Primary
@Singleton
final class Refusals implements ErrorResponseProcessor<Object> {
    private final Shapes shapes;

    Refusals(Shapes shapes) {
        this.shapes = shapes;
    }

    @Override
    @SuppressWarnings("unchecked") // the body of an error is of no type that anybody relies on
    public MutableHttpResponse<Object> processResponse(ErrorContext error, MutableHttpResponse<?> response) {
        var status = response.status();
        return (MutableHttpResponse<Object>) shapes.fill(response, error.getRequest(), status, detail(error, status));
    }

    private static String detail(ErrorContext error, HttpStatus status) {
        var request = error.getRequest();
        return switch (status) {
            case UNAUTHORIZED ->
                "say who you are, with a token in X-Auth-Token or with HTTP Basic; the host prints at start where the password of admin lies";
            case FORBIDDEN -> "this user may not do that";
            case NOT_FOUND -> "there is nothing at " + request.getPath() + "; docs/api.md lists what there is";
            case METHOD_NOT_ALLOWED -> request.getPath() + " does not know " + request.getMethodName()
                    + "; the header Allow lists what it knows";
            case REQUEST_ENTITY_TOO_LARGE ->
                "the request is larger than allowed; JSON may have 1 MiB, a path 4 KiB, all headers 8 KiB";
            default -> json(error).orElseGet(() -> status.getCode() < 500 ? errors(error) : status.getReason());
        };
    }

    private static String errors(ErrorContext error) {
        for (var cause = error.getRootCause().orElse(null); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException invalid) {
                return invalid.getConstraintViolations()
                        .stream()
                        .map(one -> field(one) + ": " + one.getMessage())
                        .sorted()
                        .collect(Collectors.joining("; "));
            }
        }
        return error.getErrors().stream().map(Refusals::text).collect(Collectors.joining("; "));
    }

    /// The path as it stands in the body or in the query: without the names of our method and its parameter.
    private static String field(ConstraintViolation<?> violation) {
        var path = new ArrayList<String>();
        var parameter = "";
        for (var node : violation.getPropertyPath()) {
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, CROSS_PARAMETER, RETURN_VALUE -> {
                }
                case PARAMETER -> parameter = node.getName();
                default -> path.add(node.isInIterable() && node.getIndex() != null
                        ? node.getName() + "[" + node.getIndex() + "]"
                        : node.getName());
            }
        }
        return (path.isEmpty() ? parameter : String.join(".", path)).replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static String text(Error error) {
        return error.getPath().map(path -> path + ": ").orElse("") + error.getMessage();
    }

    private static Optional<String> json(ErrorContext error) {
        for (var cause = error.getRootCause().orElse(null); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return Optional.of(json(json));
            }
        }
        return Optional.empty();
    }

    /// Jackson's own words name our classes; these name the place and the field.
    private static String json(JsonProcessingException failure) {
        var at = failure.getLocation();
        var where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> "the body has an unknown field " + path(unknown)
                    + Suggestion.text(unknown.getPropertyName(),
                            unknown.getKnownPropertyIds().stream().map(Object::toString).toList());
            case JsonMappingException mapping when !mapping.getPath().isEmpty() -> "the field " + path(mapping)
                    + " does not have a value that will do" + where;
            case JsonMappingException _ -> "the body is not the object that is wanted" + where;
            default -> "the body is not JSON: " + failure.getOriginalMessage() + where;
        };
    }

    private static String path(JsonMappingException failure) {
        return failure.getPath()
                .stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
    }
}
