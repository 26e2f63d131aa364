package io.gantry.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gantry.base.Origin;
import io.gantry.base.Service;
import io.gantry.identity.ApplicationCredential;
import io.gantry.identity.Domain;
import io.gantry.identity.Project;
import io.gantry.identity.Role;
import io.gantry.identity.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Users, projects and the rest as clients of Keystone read them; what there is not is `null`.
final class Views {
    private Views() {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OfUser(String id, String name, String domainId, boolean enabled, Optional<String> defaultProjectId,
            Optional<String> description, Optional<String> email, Optional<String> passwordExpiresAt,
            Map<String, String> options, Map<String, String> links) {
        static OfUser of(User user, Origin origin) {
            return new OfUser(user.id(), user.name(), Domain.ID, user.enabled(), user.defaultProject(),
                    user.description(), user.email(), Optional.empty(), Map.of(),
                    Lists.self(origin, "/users/" + user.id()));
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OfProject(String id, String name, String domainId, String description, boolean enabled, String parentId,
            boolean isDomain, List<String> tags, Map<String, String> options, Map<String, String> links) {
        static OfProject of(Project project, Origin origin) {
            return new OfProject(project.id(), project.name(), Domain.ID, project.description().orElse(""),
                    project.enabled(), Domain.ID, false, List.of(), Map.of(),
                    Lists.self(origin, "/projects/" + project.id()));
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OfRole(String id, String name, Optional<String> domainId, Optional<String> description,
            Map<String, String> options, Map<String, String> links) {
        static OfRole of(Role role, Origin origin) {
            return new OfRole(role.id(), role.name(), Optional.empty(), role.description(), Map.of(),
                    Lists.self(origin, "/roles/" + role.id()));
        }
    }

    record OfDomain(String id, String name, String description, boolean enabled, Map<String, String> options,
            Map<String, String> links) {
        static OfDomain of(Origin origin) {
            return new OfDomain(Domain.ID, Domain.NAME, "The one domain", true, Map.of(),
                    Lists.self(origin, "/domains/" + Domain.ID));
        }
    }

    record RoleName(String id, String name, @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> domainId) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OfCredential(String id, String name, Optional<String> description, String userId, String projectId,
            List<RoleName> roles, Optional<String> expiresAt, boolean unrestricted, Map<String, String> links,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> secret) {
        static OfCredential of(ApplicationCredential one, Optional<String> secret, List<Role> roles, Origin origin) {
            return new OfCredential(one.id(), one.name(), one.description(), one.user(), one.project(),
                    roles.stream()
                            .filter(role -> one.roles().contains(role.id()))
                            .map(role -> new RoleName(role.id(), role.name(), Optional.empty()))
                            .toList(),
                    one.expires().map(TokenView::time), one.unrestricted(),
                    Lists.self(origin, "/users/" + one.user() + "/application_credentials/" + one.id()), secret);
        }

        @Override
        public String toString() {
            return "OfCredential[id=" + id + "]";
        }
    }

    record OfService(String id, String type, String name, String description, boolean enabled,
            Map<String, String> links) {
        static OfService of(Service service, Origin origin) {
            var id = Catalog.id(service);
            return new OfService(id, service.type(), service.name(), "", true, Lists.self(origin, "/services/" + id));
        }
    }

    record OfEndpoint(String id, @JsonProperty("interface") String kind,
            String region, String regionId, String serviceId, String url, boolean enabled, Map<String, String> links) {
        static OfEndpoint of(Service service, Catalog.Endpoint endpoint, Origin origin) {
            return new OfEndpoint(endpoint.id(), endpoint.kind(), endpoint.region(), endpoint.regionId(),
                    Catalog.id(service), endpoint.url(), true, Lists.self(origin, "/endpoints/" + endpoint.id()));
        }
    }
}
