package io.gantry.secret.http;

import io.gantry.base.Problem;
import io.gantry.secret.Content;
import io.gantry.secret.ContentType;
import io.micronaut.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a client wants to have, by its header `Accept`.
final class Accepted {
    private static final String ANY = "*/*";

    private Accepted() {}

    private static String header(HttpRequest<?> request) {
        var header = request.getHeaders().get("Accept");
        return header == null ? "" : header.strip();
    }

    /// Whether that is a description of the secret.
    static boolean json(HttpRequest<?> request) {
        var header = header(request);
        return header.isEmpty() || header.contains(ANY) || header.contains("application/json");
    }

    /// As which type the payload is given out. Text is bytes to whoever wants bytes; bytes are text only if they are UTF-8.
    static ContentType type(HttpRequest<?> request, Content content) {
        var header = header(request);
        if (header.isEmpty()) {
            return ContentType.BYTES;
        }
        for (var wanted : header.split(",", 32)) {
            var word = wanted.replaceFirst(";\\s*q=[0-9.]+", "").strip();
            if (word.equals(ANY)) {
                return content.type();
            }
            var type = ContentType.of(word);
            if (type.isPresent() && fits(type.get(), content)) {
                return type.get();
            }
        }
        throw new Problem(Problem.Kind.NOT_ACCEPTABLE,
                "Secret payload retrieval issue seen - the payload is %s, which is none of what the header Accept allows."
                        .formatted(content.type().word()));
    }

    private static boolean fits(ContentType wanted, Content content) {
        if (wanted != ContentType.TEXT || content.type() == ContentType.TEXT) {
            return wanted == ContentType.BYTES || wanted == content.type();
        }
        var bytes = content.secret().bytes();
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
