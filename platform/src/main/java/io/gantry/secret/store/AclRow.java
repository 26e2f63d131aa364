package io.gantry.secret.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

@MappedEntity("secret_acl")
record AclRow(@Id UUID object, boolean projectAccess, Instant created, Instant updated) {}
