package io.gantry.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.base.Problem;
import io.gantry.identity.Domain;
import io.gantry.identity.Wanted;
import java.util.Optional;

/// The scope in a request for a token, which is an object or a word.
final class ScopeBody {
    private ScopeBody() {}

    static Wanted read(Optional<JsonNode> scope) {
        if (scope.isEmpty() || scope.get().isNull()) {
            return Wanted.Plain.UNSAID;
        }
        var node = scope.get();
        if ("unscoped".equals(node.textValue()) || (node.has("unscoped") && node.size() == 1)) {
            return Wanted.Plain.UNSCOPED;
        }
        if (node.path("system").path("all").asBoolean() && node.size() == 1) {
            return Wanted.Plain.SYSTEM;
        }
        if (node.path("project").isObject() && node.size() == 1) {
            return project(node.path("project"));
        }
        throw Problem.invalid("auth.scope is 'unscoped', {\"system\": {\"all\": true}} or {\"project\": {\"id\": ...}};"
                + " scopes of domains and trusts are not known here.");
    }

    private static Wanted project(JsonNode project) {
        var id = text(project, "id");
        var name = text(project, "name");
        if (id.isEmpty() && name.isEmpty()) {
            throw Problem.invalid("auth.scope.project has neither id nor name.");
        }
        var domain = project.path("domain");
        var known = Domain.is(text(domain, "id"), text(domain, "name"));
        return new Wanted.OfProject(id, known ? name : Optional.empty());
    }

    private static Optional<String> text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw Problem.invalid("auth.scope: " + field + " is no text.");
        }
        return Optional.ofNullable(value.textValue());
    }
}
