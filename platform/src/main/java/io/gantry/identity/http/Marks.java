package io.gantry.identity.http;

import io.gantry.identity.Caller;
import io.gantry.identity.Ids;
import io.gantry.identity.Rule;
import io.gantry.identity.Session;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/// What is noted on a request while it is under way.
final class Marks {
    private static final String CALLER = "gantry.caller";
    private static final String SESSION = "gantry.session";
    private static final String RULE = "gantry.rule";
    private static final String CLAIM = "gantry.claim";
    private static final String REQUEST = "gantry.request";

    private Marks() {}

    static void caller(HttpRequest<?> request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    static Optional<Caller> caller(HttpRequest<?> request) {
        return request.getAttribute(CALLER, Caller.class);
    }

    static void session(HttpRequest<?> request, Session session) {
        request.setAttribute(SESSION, session);
    }

    /// Empty for who came with HTTP Basic.
    static Optional<Session> session(HttpRequest<?> request) {
        return request.getAttribute(SESSION, Session.class);
    }

    static void rule(HttpRequest<?> request, Rule rule) {
        request.setAttribute(RULE, rule);
    }

    static Optional<Rule> rule(HttpRequest<?> request) {
        return request.getAttribute(RULE, Rule.class);
    }

    /// Who somebody says he is before he has proved it.
    static void claim(HttpRequest<?> request, String name) {
        request.setAttribute(CLAIM, name);
    }

    static Optional<String> claimed(HttpRequest<?> request) {
        return request.getAttribute(CLAIM, String.class);
    }

    /// By what the caller and the audit trail name the request; made when somebody first asks.
    static String id(HttpRequest<?> request) {
        return request.getAttribute(REQUEST, String.class).orElseGet(() -> {
            var text = Ids.next().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "req-$1-$2-$3-$4-$5");
            request.setAttribute(REQUEST, text);
            return text;
        });
    }
}
