package io.gantry.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.identity.Access;
import io.gantry.identity.Domain;
import io.gantry.identity.Scope;
import io.gantry.identity.Session;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A token as clients read it; what does not apply is left out.
record TokenView(List<String> methods, UserPart user, List<String> auditIds, String expiresAt, String issuedAt,
        Optional<ProjectPart> project, Optional<Boolean> isDomain, Optional<Map<String, Boolean>> system,
        Optional<List<Part>> roles, Optional<List<Catalog.Entry>> catalog,
        Optional<CredentialPart> applicationCredential) {
    private static final Part DOMAIN = new Part(Domain.ID, Domain.NAME);

    record Part(String id, String name) {}

    record UserPart(Part domain, String id, String name,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> passwordExpiresAt) {}

    record ProjectPart(Part domain, String id, String name) {}

    record CredentialPart(String id, String name, boolean restricted) {}

    static TokenView of(Session session, Optional<List<Catalog.Entry>> catalog) {
        var token = session.token();
        var access = session.access();
        var project = access.project().map(one -> new ProjectPart(DOMAIN, one.id(), one.name()));
        var scoped = access.caller().scope() != Scope.Wide.NONE;
        return new TokenView(token.methods(),
                new UserPart(DOMAIN, access.user().id(), access.user().name(), Optional.empty()),
                Stream.concat(Stream.of(token.audit()), token.parent().stream()).map(TokenView::audit).toList(),
                time(token.expires()), time(token.issued()), project, project.map(_ -> false),
                access.caller().scope() == Scope.Wide.SYSTEM ? Optional.of(Map.of("all", true)) : Optional.empty(),
                scoped ? Optional.of(roles(access)) : Optional.empty(), scoped ? catalog : Optional.empty(),
                access.credential()
                        .map(one -> new CredentialPart(one.id(), one.name(), !one.unrestricted())));
    }

    private static List<Part> roles(Access access) {
        return access.roles().stream().map(role -> new Part(role.id(), role.name())).toList();
    }

    private static String audit(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(id));
    }

    /// With six digits, always.
    static String time(Instant instant) {
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                .format(instant.atOffset(java.time.ZoneOffset.UTC));
    }
}
