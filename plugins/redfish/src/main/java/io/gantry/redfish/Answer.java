package io.gantry.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What a controller answered. Not a record: a header may be a token.
final class Answer {
    private static final int LONGEST_WORDS = 300;

    private static final int SERVER_ERROR = 500;

    private final HttpResponse<byte[]> response;
    private final int status;

    Answer(HttpResponse<byte[]> response) {
        this(response, response.statusCode());
    }

    private Answer(HttpResponse<byte[]> response, int status) {
        this.response = response;
        this.status = status;
    }

    /// The same, as if the request itself had failed.
    Answer asFailure() {
        return new Answer(response, SERVER_ERROR);
    }

    int status() {
        return status;
    }

    boolean ok() {
        return status() >= 200 && status() < 300;
    }

    /// Whether it may go better the next time.
    boolean busy() {
        return status() == 503 || status() == 429;
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    JsonNode json() {
        return Json.read(response.body());
    }

    /// What the controller says about a failure, in one line that is not too long.
    String words() {
        var error = json().path("error");
        var details = StreamSupport.stream(error.path("@Message.ExtendedInfo").spliterator(), false)
                .map(one -> one.path("Message").asText(one.path("MessageId").asText()))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" "));
        var task = json().path("Messages").path(0).path("Message").asText();
        var words = details.isBlank() ? error.path("message").asText(task) : details;
        var line = words.replaceAll("[\\p{Cntrl}\\s]+", " ")
                // An address that it quotes may end in a token.
                .replaceAll("(https?://[^/\\s'\"]+)[^\\s'\"]*", "$1/...")
                .strip();
        return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "..." : line;
    }

    /// Whether the error, its id or its arguments name that.
    boolean mentions(String word) {
        return json().path("error").toString().contains(word);
    }

    @Override
    public String toString() {
        return "HTTP " + status();
    }
}
