package io.gantry.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.base.Problem;
import io.gantry.identity.Domain;
import io.gantry.identity.Projects;
import io.gantry.identity.Users;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What clients of Keystone send about users, projects and the rest. What Gantry does not have may be sent empty and nothing else.
final class Bodies {
    private Bodies() {}

    static <T> T required(Optional<T> part, String name) {
        return part.orElseThrow(() -> Problem.invalid("The body has no " + name + "."));
    }

    private static void empty(String field, boolean given) {
        if (given) {
            throw Problem.invalid(field + " is not known here; leave it out. docs/identity.md tells what differs.");
        }
    }

    record ForUser(Optional<UserFields> user) {}

    /// Prints no password.
    record UserFields(Optional<String> name, Optional<String> password, Optional<String> description,
            Optional<String> email, Optional<String> defaultProjectId, Optional<Boolean> enabled,
            Optional<String> domainId, Optional<Map<String, JsonNode>> options) {
        Users.Fields fields() {
            Domain.require(domainId);
            empty("options", options.map(all -> !all.isEmpty()).orElse(false));
            return new Users.Fields(name, password, description, email, defaultProjectId, enabled);
        }

        @Override
        public String toString() {
            return "UserFields[name=" + name + "]";
        }
    }

    record ForPassword(Optional<PasswordFields> user) {}

    /// Prints no password.
    record PasswordFields(Optional<String> originalPassword, Optional<String> password) {
        @Override
        public String toString() {
            return "PasswordFields";
        }
    }

    record ForProject(Optional<ProjectFields> project) {}

    record ProjectFields(Optional<String> name, Optional<String> description, Optional<Boolean> enabled,
            Optional<String> domainId, Optional<String> parentId, Optional<Boolean> isDomain,
            Optional<List<String>> tags, Optional<Map<String, JsonNode>> options) {
        Projects.Fields fields() {
            Domain.require(domainId);
            Domain.require(parentId);
            empty("is_domain", isDomain.orElse(false));
            empty("tags", tags.map(all -> !all.isEmpty()).orElse(false));
            empty("options", options.map(all -> !all.isEmpty()).orElse(false));
            return new Projects.Fields(name, description, enabled);
        }
    }

    record ForRole(Optional<RoleFields> role) {}

    record RoleFields(Optional<String> name, Optional<String> description, Optional<String> domainId,
            Optional<Map<String, JsonNode>> options) {
        RoleFields checked() {
            empty("domain_id", domainId.isPresent());
            empty("options", options.map(all -> !all.isEmpty()).orElse(false));
            return this;
        }
    }

    record ForCredential(Optional<CredentialFields> applicationCredential) {}

    /// Prints no secret.
    record CredentialFields(Optional<String> name, Optional<String> description, Optional<String> secret,
            Optional<String> expiresAt, Optional<List<AuthBody.Named>> roles, Optional<Boolean> unrestricted,
            Optional<List<JsonNode>> accessRules, Optional<String> projectId) {
        CredentialFields checked() {
            empty("access_rules", accessRules.map(all -> !all.isEmpty()).orElse(false));
            return this;
        }

        @Override
        public String toString() {
            return "CredentialFields[name=" + name + "]";
        }
    }
}
