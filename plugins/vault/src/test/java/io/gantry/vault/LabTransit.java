package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A transit engine with real cryptography: AES-256-GCM under keys that HKDF derives from the context.
final class LabTransit {
    private static final Pattern NAME = Pattern.compile("\\w([\\w.-]*\\w)?");
    private static final Pattern TEXT = Pattern.compile("vault:v([0-9]+):(.*)");
    private static final int NONCE = 12;

    private static final class Key {
        private final List<byte[]> versions = new ArrayList<>();
        private final boolean derived;
        private int leastToDecrypt = 1;

        Key(boolean derived) {
            this.derived = derived;
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Key> keys = new TreeMap<>();

    /// As `vault write -f transit/keys/NAME/rotate` does, for all of them.
    synchronized void rotateAll() {
        keys.values().forEach(key -> key.versions.add(random(32)));
    }

    /// As `vault write transit/keys/NAME/config min_decryption_version=LATEST` does, for all of them.
    synchronized void forbidFormerVersions() {
        keys.values().forEach(key -> key.leastToDecrypt = key.versions.size());
    }

    synchronized void make(String name, boolean derived) {
        keys.computeIfAbsent(name, _ -> new Key(derived)).versions.add(random(32));
    }

    synchronized void loseAll() {
        keys.clear();
    }

    synchronized List<String> names() {
        return List.copyOf(keys.keySet());
    }

    synchronized Reply answer(String method, String path, JsonNode body) {
        var verb = path.replaceFirst("/.*", "");
        var name = path.substring(Math.min(path.length(), verb.length() + 1));
        if (!NAME.matcher(name).matches()) {
            return Reply.error(404, "1 error occurred:\n\t* unsupported path\n\n");
        }
        if (verb.equals("keys")) {
            return keys(method, name, body);
        }
        var key = keys.get(name);
        if (key == null) { // creating one while encrypting needs a capability that the lab's token has not
            return Reply.error(400, "encryption key not found");
        }
        try {
            var data = Reply.JSON.createObjectNode();
            return switch (verb) {
                case "encrypt" -> Reply.data(200, encrypted(data, key, body, bytes(body, "plaintext")));
                case "decrypt" -> Reply.data(200, data.put("plaintext", decrypt(key, body)));
                case "rewrap" -> Reply.data(200, encrypted(data, key, body, decrypt(key, body)));
                default -> Reply.error(404, "1 error occurred:\n\t* unsupported path\n\n");
            };
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            return Reply.error(400, String.valueOf(refused.getMessage()));
        }
    }

    private Reply keys(String method, String name, JsonNode body) {
        if (method.equals("POST") && !keys.containsKey(name)) {
            make(name, body.path("derived").asBoolean());
        }
        var key = keys.get(name);
        return key == null
                ? Reply.nothing()
                : Reply.data(200, Reply.JSON.createObjectNode()
                        .put("name", name)
                        .put("type", "aes256-gcm96")
                        .put("derived", key.derived)
                        .put("latest_version", key.versions.size()));
    }

    private ObjectNode encrypted(ObjectNode data, Key key, JsonNode body, byte[] plain)
            throws GeneralSecurityException {
        var nonce = random(NONCE);
        var sealed = cipher(Cipher.ENCRYPT_MODE, key, key.versions.size(), body, nonce).doFinal(plain);
        var all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        var text = "vault:v" + key.versions.size() + ":" + Base64.getEncoder().encodeToString(all);
        return data.put("ciphertext", text).put("key_version", key.versions.size());
    }

    private byte[] decrypt(Key key, JsonNode body) throws GeneralSecurityException {
        var matcher = TEXT.matcher(body.path("ciphertext").asText());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("invalid ciphertext: no prefix");
        }
        var version = Math.max(1, Long.parseLong(matcher.group(1)));
        if (version > key.versions.size()) {
            throw new IllegalArgumentException("invalid ciphertext: version is too new");
        }
        if (version < key.leastToDecrypt) {
            throw new IllegalArgumentException("ciphertext or signature version is disallowed by policy (too old)");
        }
        var all = Base64.getDecoder().decode(matcher.group(2));
        if (all.length < NONCE) {
            throw new IllegalArgumentException("invalid ciphertext length");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, (int) version, body, Arrays.copyOf(all, NONCE)).doFinal(all, NONCE,
                    all.length - NONCE);
        } catch (GeneralSecurityException wrong) {
            throw new GeneralSecurityException("cipher: message authentication failed", wrong);
        }
    }

    private static Cipher cipher(int mode, Key key, int version, JsonNode body, byte[] nonce)
            throws GeneralSecurityException {
        var context = bytes(body, "context");
        if (key.derived && context.length == 0) {
            throw new IllegalArgumentException(
                    "missing 'context' for key derivation; the key was created using a derived key");
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.derived
                ? derive(key.versions.get(version - 1), context)
                : new SecretKeySpec(key.versions.get(version - 1), "AES"), new GCMParameterSpec(128, nonce));
        return cipher;
    }

    private static SecretKey derive(byte[] key, byte[] context) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey("AES",
                        HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(context, 32));
    }

    private static byte[] bytes(JsonNode body, String name) {
        return Base64.getDecoder().decode(body.path(name).asText());
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
