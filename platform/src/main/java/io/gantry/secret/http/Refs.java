package io.gantry.secret.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;

/// The URLs by which clients name things.
///
/// @param base of this service as the client reached it
record Refs(String base) {
    static Refs of(Origin origin) {
        return new Refs(origin.of(KeyManagerErrors.PREFIX));
    }

    String secret(UUID id) {
        return to("secrets", id);
    }

    String container(UUID id) {
        return to("containers", id);
    }

    String order(UUID id) {
        return to("orders", id);
    }

    String store(String name) {
        return to("secret-stores", storeId(name));
    }

    /// A store has a name; its id is made of that.
    static UUID storeId(String name) {
        return UUID.nameUUIDFromBytes(("key store " + name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    String to(String what, UUID id) {
        return base + "/v1/" + what + "/" + id;
    }

    /// The id in the path; whatever is no UUID names nothing.
    static UUID id(String text, String what) {
        return parsed(text).orElseThrow(() -> Problem.notFound(
                "Not Found. Provided " + what + " id is invalid: ids are UUIDs."));
    }

    /// The id of a secret that a client names by its URL; the host in it does not matter, since one host has many names.
    static UUID secretOf(String ref) {
        var path = ref.strip().replaceFirst("/+$", "");
        var parent = path.lastIndexOf('/');
        if (parent < 0 || !path.substring(0, parent).endsWith("/secrets")) {
            throw Problem.invalid("'secret_ref' is the URL of a secret, as this service gave it.");
        }
        return parsed(path.substring(parent + 1))
                .orElseThrow(() -> Problem.invalid("'secret_ref' does not end with the id of a secret."));
    }

    private static Optional<UUID> parsed(String text) {
        try {
            var id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
