package io.gantry.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the bytes of a payload are.
public enum ContentType {
    /// Text in UTF-8.
    TEXT("text/plain"),
    /// Any bytes.
    BYTES("application/octet-stream"),
    /// A private key as RFC 5208 has it.
    PKCS8("application/pkcs8");

    private static final Pattern UTF_8 = Pattern.compile("\\s*charset\\s*=\\s*\"?utf-8\"?\\s*");

    private final String word;

    ContentType(String word) {
        this.word = word;
    }

    /// As the API writes it.
    public String word() {
        return word;
    }

    /// The type that `text` names; text may say that it is in UTF-8.
    public static Optional<ContentType> of(String text) {
        var parts = text.toLowerCase(Locale.ROOT).split(";", 2);
        for (var type : values()) {
            if (type.word.equals(parts[0].strip())) {
                var plain = parts.length == 1 || (type == TEXT && UTF_8.matcher(parts[1]).matches());
                return plain ? Optional.of(type) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
