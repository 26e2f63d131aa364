package io.gantry.secret.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

@MappedEntity("secret_store_preference")
record PreferenceRow(@Id String project, String store) {}
