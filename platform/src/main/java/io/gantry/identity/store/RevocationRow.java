package io.gantry.identity.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

@MappedEntity("identity_revocation")
record RevocationRow(@Id String audit, Instant expires) {}
