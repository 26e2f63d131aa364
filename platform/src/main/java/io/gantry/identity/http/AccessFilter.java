package io.gantry.identity.http;

import io.gantry.base.Problem;
import io.gantry.identity.Policy;
import io.gantry.identity.Rule;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import io.micronaut.web.router.UriRouteMatch;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks before every request who makes it and whether the policy lets him. What the policy does not name is refused.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter {
    private static final Logger log = LoggerFactory.getLogger(AccessFilter.class);

    private final Policy policy;
    private final Callers callers;

    AccessFilter(Policy policy, Callers callers) {
        this.policy = policy;
        this.callers = callers;
    }

    /// @throws Problem UNAUTHENTICATED or FORBIDDEN
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void admit(HttpRequest<?> request) throws InterruptedException {
        var route = RouteAttributes.getRouteMatch(request)
                .filter(UriRouteMatch.class::isInstance)
                .map(match -> (UriRouteMatch<?, ?>) match);
        var rule = route.flatMap(match -> rule(request, match));
        rule.ifPresent(found -> Marks.rule(request, found));
        if (rule.map(Rule::anonymous).orElse(false)) {
            return;
        }
        var caller = callers.of(request);
        Marks.caller(request, caller);
        if (route.isEmpty()) {
            return; // There is nothing there, which the server says itself.
        }
        if (rule.isEmpty()) {
            log.error("the policy has no rule for {} {}", request.getMethodName(), request.getPath());
            throw new Problem(Problem.Kind.FORBIDDEN, "Nobody may do that: the policy has no rule for it.");
        }
        if (!rule.get().allows(caller, () -> callers.self(request, route.get()))) {
            throw new Problem(Problem.Kind.FORBIDDEN, "User " + caller.name() + " may not do " + rule.get().operation()
                    + " with this token; it needs " + String.join(" or ", rule.get().who()) + ".");
        }
    }

    private Optional<Rule> rule(HttpRequest<?> request, UriRouteMatch<?, ?> match) {
        UriRouteInfo<?, ?> info = match.getRouteInfo();
        return policy.rule(request.getMethodName(), info.getUriMatchTemplate().toPathString());
    }
}
