package io.gantry.secret.http;

import io.gantry.api.secret.Secret;
import io.gantry.base.Problem;
import io.gantry.secret.Content;
import io.gantry.secret.ContentType;
import io.gantry.secret.Description;
import io.gantry.secret.SecretType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Reads what a client says of a secret, and the payload if he sends it in the same request.
final class NewSecret {
    /// The fields that describe a secret, here and in orders.
    static final String[] FIELDS = {"name", "algorithm", "mode", "bit_length", "expiration", "payload",
            "payload_content_type", "payload_content_encoding", "secret_type", "transport_key_needed",
            "transport_key_id"};
    /// How long a payload may be that comes over this API, in bytes.
    static final int LARGEST = 20_000;

    private static final int LONGEST_WORD = 255;
    private static final int MOST_BITS = 32_767;

    private NewSecret() {}

    static Description description(Fields fields) {
        if (fields.has("transport_key_id")
                || fields.text("transport_key_needed", 5).filter("true"::equals).isPresent()) {
            throw Problem.invalid("Provided transport key was not found: no key store here has one; leave"
                    + " 'transport_key_needed' and 'transport_key_id' out.");
        }
        return new Description(fields.text("name", LONGEST_WORD).map(String::strip), type(fields),
                fields.text("algorithm", LONGEST_WORD), fields.number("bit_length", 1, MOST_BITS),
                fields.text("mode", LONGEST_WORD),
                fields.text("expiration", LONGEST_WORD)
                        .filter(text -> !text.isBlank())
                        .map(text -> Times.read(text, "expiration")));
    }

    private static SecretType type(Fields fields) {
        var word = fields.text("secret_type", 80);
        return word.isEmpty()
                ? SecretType.OPAQUE
                : type(word.get()).orElseThrow(() -> fields.refusal("secret_type",
                        "symmetric, public, private, passphrase, certificate or opaque"));
    }

    static Optional<SecretType> type(String word) {
        return Arrays.stream(SecretType.values()).filter(type -> type.word().equals(word)).findFirst();
    }

    /// The payload; empty if none was sent.
    static Optional<Content> content(Fields fields) {
        var payload = fields.text("payload", Fields.LARGEST);
        var type = fields.text("payload_content_type", LONGEST_WORD);
        var encoding = fields.text("payload_content_encoding", LONGEST_WORD);
        if (payload.isEmpty()) {
            if (type.isPresent()) {
                throw Problem.invalid("payload must be provided when payload_content_type is specified.");
            }
            return Optional.empty();
        }
        if (payload.get().isEmpty()) {
            throw Problem.invalid("If 'payload' specified, must be non empty.");
        }
        var known = ContentType.of(type.orElseThrow(() -> Problem.invalid(
                "If 'payload' is supplied, 'payload_content_type' must also be supplied.")))
                .orElseThrow(() -> fields.refusal("payload_content_type",
                        "text/plain, application/octet-stream or application/pkcs8"));
        return Optional.of(content(fields, payload.get(), known, encoding));
    }

    private static Content content(Fields fields, String payload, ContentType type, Optional<String> encoding) {
        if (type == ContentType.TEXT) {
            if (encoding.isPresent()) {
                throw fields.refusal("payload_content_encoding", "left out where the payload is text");
            }
            return content(payload.getBytes(StandardCharsets.UTF_8), type);
        }
        if (!encoding.equals(Optional.of("base64"))) {
            throw fields.refusal("payload_content_encoding", "base64 where the payload is " + type.word());
        }
        return content(decoded(payload.strip()), type);
    }

    static byte[] decoded(String text) {
        try {
            return Base64.getMimeDecoder().decode(strict(text));
        } catch (IllegalArgumentException _) { // its message quotes the payload
            throw Problem.invalid("Invalid payload for payload_content_encoding: it is not base64 as RFC 4648 section 4"
                    + " has it.");
        }
    }

    /// Line breaks may be in it, as many tools write them; nothing else that is not base64.
    private static String strict(String text) {
        if (!text.matches("[A-Za-z0-9+/\\r\\n]*={0,2}\\s*")) {
            throw new IllegalArgumentException("other characters");
        }
        return text;
    }

    static Content content(byte[] bytes, ContentType type) {
        try {
            if (bytes.length > LARGEST) {
                throw new Problem(Problem.Kind.TOO_LARGE, "Provided information too large to process: the payload has "
                        + bytes.length + " bytes; at most " + LARGEST
                        + " are kept. Encrypt the data and keep its key here.");
            }
            return new Content(new Secret(bytes), type);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
