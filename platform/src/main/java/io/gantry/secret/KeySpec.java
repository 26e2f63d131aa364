package io.gantry.secret;

import io.gantry.base.Problem;
import java.util.Locale;
import java.util.Set;

/// What key is to be made.
///
/// @param algorithm in lower case
/// @param bits a multiple of 8
record KeySpec(KeyOrder.Kind kind, String algorithm, int bits) {
    private static final Set<Integer> AES = Set.of(128, 192, 256);
    private static final Set<Integer> CURVES = Set.of(256, 384);
    private static final int LONGEST = 16_384;

    static KeySpec of(KeyOrder.Kind kind, String algorithm, int bits) {
        var spec = new KeySpec(kind, algorithm.toLowerCase(Locale.ROOT), bits);
        if (bits < 8 || bits > LONGEST || bits % 8 != 0) {
            throw Problem.invalid("'bit_length' must be a positive integer that is a multiple of 8, at most " + LONGEST
                    + "; it is " + bits + ".");
        }
        if (!spec.possible()) {
            throw Problem.invalid("No key store makes %s keys of %d bits; there are %s.".formatted(algorithm, bits,
                    kind == KeyOrder.Kind.KEY
                            ? "aes of 128, 192 and 256 bits, and of any length: hmacsha1, hmacsha256, hmacsha384, hmacsha512"
                            : "rsa of 2048 to 8192 bits, dsa of 2048 and 3072, and ec of 256 and 384"));
        }
        return spec;
    }

    private boolean possible() {
        return switch (kind) {
            case KEY -> algorithm.equals("aes") ? AES.contains(bits) : algorithm.startsWith("hmac");
            case ASYMMETRIC -> switch (algorithm) {
                case "rsa" -> bits >= 2048 && bits <= 8192;
                case "dsa" -> bits == 2048 || bits == 3072;
                case "ec" -> CURVES.contains(bits);
                default -> false;
            };
        };
    }
}
