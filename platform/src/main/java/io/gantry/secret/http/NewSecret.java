package io.gantry.secret.http;

import io.gantry.api.secret.Secret;
import io.gantry.base.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Body of a request that keeps a secret. Prints nothing of the payload.
record NewSecret(Optional<String> name, Optional<String> payload, Optional<String> encoding, Optional<String> store) {
    String requiredName() {
        return name.orElseThrow(() -> Problem.invalid("'name' is missing: say what the secret is for."));
    }

    Secret secret() {
        var text = payload.orElseThrow(() -> Problem.invalid("'payload' is missing: the secret itself."));
        return switch (encoding.orElse("text")) {
            case "text" -> new Secret(text.getBytes(StandardCharsets.UTF_8));
            case "base64" -> new Secret(decoded(text));
            default -> throw Problem.invalid("'encoding' is 'text' or 'base64'.");
        };
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) { // its message quotes the payload
            throw Problem.invalid("'payload' is not base64 as RFC 4648 section 4 has it: no line breaks, '+' and '/'.");
        }
    }

    @Override
    public String toString() {
        return "NewSecret[name=" + name + ", store=" + store + "]";
    }
}
