package io.gantry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Optional;

/// What a service answered. Not a record: a component would print what may be a secret.
public final class Answer {
    private final HttpResponse<byte[]> response;

    Answer(HttpResponse<byte[]> response) {
        this.response = response;
    }

    /// The HTTP status.
    public int status() {
        return response.statusCode();
    }

    /// Whether the service did what it was asked.
    public boolean ok() {
        return status() >= 200 && status() < 300;
    }

    /// The first header of that name.
    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /// The body itself, which the caller may wipe.
    public byte[] body() {
        return response.body();
    }

    /// The body as JSON; a missing node if it is none.
    public JsonNode json() {
        return Json.read(response.body());
    }

    /// Without the body.
    @Override
    public String toString() {
        return "HTTP " + status();
    }
}
