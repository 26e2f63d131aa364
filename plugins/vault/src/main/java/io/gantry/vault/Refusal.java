package io.gantry.vault;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.remote.Answer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What an answer means that is not the one wanted.
final class Refusal {
    private static final int LONGEST = 300;

    private Refusal() {}

    /// @param what was asked, such as `for the key gantry-p`
    static DriverException of(String server, String what, Answer answer) {
        var status = answer.status();
        var words = words(answer);
        var start = "%s was asked %s and answered HTTP %d".formatted(server, what, status)
                + (words.isEmpty() ? "" : " (" + words + ")");
        return switch (status) {
            case 400 -> words.startsWith("Upgrading from non-versioned")
                    ? new DriverException(Kind.BUSY, start + ". Wait until it has upgraded the mount.")
                    : new DriverException(Kind.FAILED, start + ". Check mount, and what the server's log says.");
            case 403 -> new DriverException(Kind.FAILED, start
                    + ". Its token has ended, or has no policy for that path; give it one, as in the drivers' guide.");
            case 404 -> new DriverException(Kind.FAILED, start + ". " + (words.contains("no handler for route")
                    ? "Nothing is enabled there: check mount and namespace, or enable it with `vault secrets enable`."
                    : "Check url, mount and namespace."));
            case 405 -> new DriverException(Kind.FAILED, start + ". The mount is of another kind; check mount.");
            case 413 -> new DriverException(Kind.INVALID, start + ". Raise max_request_size of the server's listener.");
            case 412 ->
                new DriverException(Kind.BUSY, start + ". It has not caught up with its own writes yet; try again.");
            case 429 -> new DriverException(Kind.BUSY,
                    start + ". A quota of requests or leases is used up: wait, or raise it.");
            case 307, 308, 472, 473 -> new DriverException(Kind.UNREACHABLE, start
                    + ". It is a standby; let url name the active server, or a load balancer before all of them.");
            case 501 ->
                new DriverException(Kind.UNREACHABLE, start + ". It was never initialized; run `vault operator init`.");
            case 503 -> new DriverException(Kind.UNREACHABLE,
                    start + ". It is sealed or starting; run `vault operator unseal`.");
            default -> new DriverException(status >= 500 ? Kind.UNREACHABLE : Kind.FAILED, start
                    + ". Check url, and what the server's log says.");
        };
    }

    /// What a server says that can say neither yes nor no now is the same for every request.
    static void unlessAnswered(String server, String what, Answer answer) {
        var status = answer.status();
        if (status == 429 || status == 412 || status == 307 || status == 308 || status > 404) {
            throw of(server, what, answer);
        }
    }

    /// The server's words, which tell nothing of a request's body but where it is wrong.
    static String words(Answer answer) {
        var words = StreamSupport.stream(answer.json().path("errors").spliterator(), false)
                .map(word -> word.asText().replaceAll("\\s+", " ").strip())
                .collect(Collectors.joining("; "));
        return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
    }

    /// Whether it is the answer for something that is not there; a missing mount says so in words.
    static boolean nothingThere(Answer answer) {
        return answer.status() == 404 && answer.json().path("errors").isArray()
                && answer.json().path("errors").isEmpty();
    }
}
