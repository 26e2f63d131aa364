package io.gantry.identity.http;

import io.gantry.identity.Audit;
import io.gantry.identity.AuditEntry;
import io.gantry.identity.Caller;
import io.gantry.identity.Rule;
import io.gantry.identity.Scope;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// Sees every answer last, those of [AccessFilter] and of the server itself too: gives each the id of its request, and writes to the audit
/// trail what belongs there. An answer to a request that changes something waits until that is written.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class AnswerFilter implements Ordered {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST_OBJECT = 512;
    private static final int LONGEST_NAME = 255;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Audit audit;
    private final Refused refused;
    private final InstantSource clock;

    AnswerFilter(Audit audit, Refused refused, InstantSource clock) {
        this.audit = audit;
        this.refused = refused;
        this.clock = clock;
    }

    @Override
    public int getOrder() { return Ordered.HIGHEST_PRECEDENCE; }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void leave(HttpRequest<?> request, MutableHttpResponse<?> response) throws InterruptedException {
        response.header("x-openstack-request-id", Marks.id(request));
        var status = response.code();
        var rule = Marks.rule(request);
        if (status == UNAUTHENTICATED || status == TOO_MANY) {
            if (refused.counts()) {
                audit.note(entry(request, response, rule));
            }
        } else if (rule.isPresent() && !READING.contains(request.getMethodName())) {
            audit.write(entry(request, response, rule));
        } else if (status == FORBIDDEN || rule.map(Rule::audited).orElse(false)) {
            audit.note(entry(request, response, rule));
        }
    }

    private AuditEntry entry(HttpRequest<?> request, MutableHttpResponse<?> response, Optional<Rule> rule) {
        var caller = Marks.caller(request);
        var project = caller.map(Caller::scope)
                .filter(Scope.Project.class::isInstance)
                .map(scope -> ((Scope.Project) scope).id())
                .orElse("");
        return new AuditEntry(0, clock.instant().truncatedTo(ChronoUnit.MICROS), caller.map(Caller::user).orElse(""),
                cut(caller.map(Caller::name).or(() -> Marks.claimed(request)).orElse(""), LONGEST_NAME), project,
                rule.map(Rule::operation).orElse(request.getMethodName()), cut(object(request, response),
                        LONGEST_OBJECT),
                response.code(), Address.of(request), Marks.id(request), "");
    }

    /// What was made, where the answer says so; else what was asked. The query is left out: it may hold what nobody should read.
    private static String object(HttpRequest<?> request, MutableHttpResponse<?> response) {
        var made = Optional.ofNullable(response.getHeaders().get(HttpHeaders.LOCATION));
        try {
            return made.map(URI::create).map(URI::getPath).orElse(request.getPath());
        } catch (IllegalArgumentException e) {
            return request.getPath();
        }
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}
