package io.gantry.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.SecretId;
import io.gantry.remote.Answer;
import io.gantry.remote.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A transit engine with one key for each project. The keys are derived ones: each secret is sealed under a key that the engine derives from the
/// project's and the secret's id. Associated data would bind as well, but resealing does not take any.
final class TransitKeys {
    private final Vault vault;
    private final String mount;
    private final String prefix;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    TransitKeys(Vault vault, String mount, String prefix) {
        this.vault = vault;
        this.mount = mount;
        this.prefix = prefix;
    }

    Sealed encrypt(SecretId id, byte[] plain) throws InterruptedException {
        var key = key(id);
        if (!ready.contains(key)) {
            prepare(key);
            ready.add(key);
        }
        var answer = vault.post(mount + "/encrypt/" + key, context(id).put("plaintext", plain));
        if (answer.status() != 200) {
            ready.remove(key);
            throw Refusal.of(vault.name(), "to seal secret " + id + " at " + mount + "/encrypt/" + key, answer);
        }
        return sealed(answer);
    }

    byte[] decrypt(SecretId id, Sealed sealed) throws InterruptedException {
        var answer = vault.post(mount + "/decrypt/" + key(id), context(id).put("ciphertext", sealed.text()));
        if (answer.status() != 200) {
            throw notOpened(id, "decrypt", answer);
        }
        return Json.bytes(answer.json().path("data").path("plaintext"))
                .orElseThrow(() -> new DriverException(Kind.FAILED, vault.name() + " opened secret " + id
                        + " and gave no base64 back. Check that url is that of Vault or OpenBao."));
    }

    Sealed rewrap(SecretId id, Sealed sealed) throws InterruptedException {
        var answer = vault.post(mount + "/rewrap/" + key(id), context(id).put("ciphertext", sealed.text()));
        if (answer.status() != 200) {
            throw notOpened(id, "rewrap", answer);
        }
        return sealed(answer);
    }

    /// Makes the project's key on first use.
    private void prepare(String key) throws InterruptedException {
        var path = mount + "/keys/" + key;
        var answer = vault.get(path);
        if (Refusal.nothingThere(answer)) {
            answer = vault.post(path, Json.object().put("type", "aes256-gcm96").put("derived", true));
            if (!answer.ok()) {
                throw Refusal.of(vault.name(), "to make the key " + path, answer);
            }
            return;
        }
        if (answer.status() != 200) {
            throw Refusal.of(vault.name(), "for the key " + path, answer);
        }
        if (!answer.json().path("data").path("derived").asBoolean()) {
            throw new DriverException(Kind.FAILED,
                    ("The key %s in %s is not a derived one, so it cannot bind secrets to their"
                            + " ids. Use another prefix.").formatted(path, vault.name()));
        }
    }

    private DriverException notOpened(SecretId id, String verb, Answer answer) {
        var words = Refusal.words(answer);
        if (answer.status() != 400) {
            return Refusal.of(vault.name(), "to open secret " + id + " at " + mount + "/" + verb + "/" + key(id),
                    answer);
        }
        var why = words.contains("key not found")
                ? "Its key %s is gone; restore it from a backup of the engine."
                : words.contains("too old")
                        ? "It is sealed under a version of key %s that is disallowed; lower min_decryption_version."
                        : "What it was sealed into under key %s is damaged, or belongs to another secret.";
        return new DriverException(Kind.FAILED, "%s did not open secret %s (%s). %s"
                .formatted(vault.name(), id, words, why.formatted(key(id))));
    }

    private Sealed sealed(Answer answer) {
        return Sealed.written(answer.json().path("data").path("ciphertext").asText())
                .orElseThrow(() -> new DriverException(Kind.FAILED, vault.name()
                        + " sealed a secret and gave no ciphertext of transit back. Check mount."));
    }

    /// The engine wants names that do not end in a dash. Two projects may share a key thereby; their secrets' ids keep them apart.
    private String key(SecretId id) {
        var key = prefix + "-" + id.project();
        return key.endsWith("-") ? key + "_" : key;
    }

    private static ObjectNode context(SecretId id) {
        return Json.object().put("context", ("gantry " + id).getBytes(StandardCharsets.UTF_8));
    }
}
