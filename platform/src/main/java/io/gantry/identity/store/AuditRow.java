package io.gantry.identity.store;

import io.gantry.identity.AuditEntry;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

@MappedEntity("identity_audit")
record AuditRow(@Id long number, Instant at, String userId, String userName, String projectId, String operation,
        String object, int status, String address, String request, String hash) {
    static AuditRow of(AuditEntry entry) {
        return new AuditRow(entry.number(), entry.at(), entry.user(), entry.userName(), entry.project(),
                entry.operation(), entry.object(), entry.status(), entry.address(), entry.request(), entry.hash());
    }

    AuditEntry value() {
        return new AuditEntry(number, at, userId, userName, projectId, operation, object, status, address, request,
                hash);
    }
}
