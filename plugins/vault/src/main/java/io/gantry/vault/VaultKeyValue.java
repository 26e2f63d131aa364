package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.remote.Json;
import io.gantry.remote.Parts;
import java.security.SecureRandom;
import java.util.Optional;

/// Keeps each secret in a KV engine of version 2, at `PREFIX/PROJECT/SECRET/RANDOM-PART`.
@DriverId(value = "vault-kv", description = "Keeps secrets in a KV engine, version 2, of Vault or OpenBao.")
public final class VaultKeyValue implements KeyStore {
    /// In base64 it fits into an entry of every storage; the smallest takes 512 KiB.
    private static final int LONGEST_PART = 256 << 10;

    private final SecureRandom random = new SecureRandom();
    private final Vault vault;
    private final String mount;
    private final String prefix;

    /// Opens whether the server answers or not.
    public VaultKeyValue(KeyValueOptions options, DriverContext context) {
        mount = Address.path("mount", options.mount());
        prefix = Address.path("prefix", options.prefix());
        vault = Vault.open(options.address(), context);
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        try (var parts = Parts.of(secret, LONGEST_PART)) {
            var place = new Place(parts.list().size(), random.nextLong(), random.nextLong());
            try {
                for (var number = 0; number < place.parts(); number++) {
                    write(place.path(id, number), parts.list().get(number));
                }
                return place.token();
            } catch (DriverException failed) {
                throw cleaned(id, place, failed);
            } catch (InterruptedException interrupted) {
                cleaned(id, place, new DriverException(Kind.UNREACHABLE, "interrupted", interrupted));
                throw interrupted;
            }
        }
    }

    /// Nothing lies at that path yet, and nothing that does is written over: a version more would outlive its deletion.
    private void write(String path, byte[] part) throws InterruptedException {
        var body = Json.object();
        body.putObject("options").put("cas", 0);
        body.putObject("data").put("value", part);
        var answer = vault.post(data(path), body);
        if (answer.status() == 204) { // KV version 1 keeps whatever it is sent
            vault.delete(data(path));
            throw new DriverException(Kind.FAILED,
                    ("%s has an engine KV of version 1 at '%s'. Enable one of version 2, or"
                            + " upgrade it with `vault kv enable-versioning`.").formatted(vault.name(), mount));
        }
        if (answer.status() != 200) {
            throw Refusal.of(vault.name(), "to write " + data(path), answer);
        }
    }

    /// Removes the parts of a secret that could not be kept whole. A request without an answer may have been carried out.
    private DriverException cleaned(SecretId id, Place place, DriverException failed) throws InterruptedException {
        try {
            remove(id, place);
            return failed;
        } catch (DriverException stillFailing) {
            failed.addSuppressed(stillFailing);
            return failed.kind() == Kind.UNREACHABLE
                    ? new DriverException(failed.kind(), "%s Something may be left at %s and its neighbours; delete it."
                            .formatted(failed.getMessage(), data(place.path(id, 0))), failed)
                    : failed;
        }
    }

    @Override
    public Optional<Secret> get(SecretId id, byte[] token) throws InterruptedException {
        var place = Place.from(token);
        return place.isEmpty()
                ? Optional.empty()
                : Parts.gather(place.get().parts(), number -> read(place.get().path(id, number)),
                        id + " in " + vault.name());
    }

    private Optional<byte[]> read(String path) throws InterruptedException {
        var answer = vault.get(data(path));
        if (Refusal.nothingThere(answer)) {
            return Optional.empty();
        }
        var data = answer.json().path("data");
        if (answer.status() == 404 && data.path("metadata").isObject()) {
            throw deleted(path, data.path("metadata"));
        }
        if (answer.status() != 200) {
            throw Refusal.of(vault.name(), "for " + data(path), answer);
        }
        return Optional.of(Json.bytes(data.path("data").path("value"))
                .orElseThrow(() -> new DriverException(Kind.FAILED,
                        "What lies at %s in %s is not what was put there. Bring back its version 1."
                                .formatted(data(path), vault.name()))));
    }

    /// Not by Gantry, which removes all of it.
    private DriverException deleted(String path, JsonNode metadata) {
        return new DriverException(Kind.FAILED, metadata.path("destroyed").asBoolean()
                ? "Somebody destroyed %s in %s; it cannot be brought back.".formatted(data(path), vault.name())
                : "%s in %s was deleted at %s, by somebody or by delete_version_after. `vault kv undelete` brings it back."
                        .formatted(data(path), vault.name(), metadata.path("deletion_time").asText()));
    }

    @Override
    public void delete(SecretId id, byte[] token) throws InterruptedException {
        if (token.length == 0) {
            removeAll(id);
        }
        var place = Place.from(token);
        if (place.isPresent()) {
            remove(id, place.get());
        }
    }

    /// The token never arrived; what lies under the id is listed instead.
    private void removeAll(SecretId id) throws InterruptedException {
        var directory = metadata(id.toString());
        var answer = vault.get(directory + "?list=true");
        if (Refusal.nothingThere(answer)) {
            return;
        }
        if (answer.status() != 200) {
            throw Refusal.of(vault.name(), "for a list of " + directory, answer);
        }
        for (var key : answer.json().path("data").path("keys")) {
            remove(directory + "/" + key.asText());
        }
    }

    /// Deleting the metadata removes every version for good, which deleting the data would not.
    private void remove(SecretId id, Place place) throws InterruptedException {
        for (var number = 0; number < place.parts(); number++) {
            remove(metadata(place.path(id, number)));
        }
    }

    private void remove(String path) throws InterruptedException {
        var answer = vault.delete(path);
        if (!answer.ok() && !Refusal.nothingThere(answer)) {
            throw Refusal.of(vault.name(), "to delete " + path, answer);
        }
    }

    private String metadata(String path) {
        return mount + "/metadata/" + prefix + "/" + path;
    }

    private String data(String path) {
        return mount + "/data/" + prefix + "/" + path;
    }

    @Override
    public void close() {
        vault.close();
    }
}
