package io.gantry.secret.store;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_metadata")
record MetadataRow(@Id @GeneratedValue @Nullable Long number, UUID secret, String name, String content) {}
