package io.gantry.identity;

import io.gantry.base.DataDirectory;
import io.gantry.base.PrivateFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Writes tokens as short text that nobody can make or change who has not the key. The key lies in the data directory.
@Singleton
final class TokenFormat {
    private static final byte VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final int LONGEST = 512;
    private static final List<String> METHODS = List.of("password", "token", "application_credential");
    private static final int SYSTEM = 1;
    private static final int PROJECT = 2;
    private static final int CREDENTIAL = 4;
    private static final int PARENT = 8;

    private final Seal seal;

    TokenFormat(DataDirectory data) {
        this.seal = Seal.of(key(data));
    }

    private static byte[] key(DataDirectory data) {
        var file = data.path().resolve("token-key");
        try {
            return HexFormat.of().parseHex(PrivateFile.readOrMake(file, () -> {
                var bytes = new byte[Seal.BYTES];
                new SecureRandom().nextBytes(bytes);
                return HexFormat.of().formatHex(bytes);
            }));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }

    String write(Token token) {
        var buffer = ByteBuffer.allocate(LONGEST);
        buffer.put(VERSION).put((byte) flags(token)).put((byte) methods(token));
        buffer.put(Ids.bytes(token.user())).putLong(token.generation());
        token.project().ifPresent(id -> buffer.put(Ids.bytes(id)));
        token.credential().ifPresent(id -> buffer.put(Ids.bytes(id)));
        buffer.putLong(micros(token.issued())).putLong(micros(token.expires()));
        buffer.put(Ids.bytes(token.audit()));
        token.parent().ifPresent(id -> buffer.put(Ids.bytes(id)));
        var payload = Arrays.copyOf(buffer.array(), buffer.position());
        var sealed = Arrays.copyOf(payload, payload.length + Seal.BYTES);
        System.arraycopy(seal.sum(payload), 0, sealed, payload.length, Seal.BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /// Empty if it is not one that this host made, whatever else it is.
    Optional<Token> read(String text) {
        try {
            var sealed = text.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(text);
            var length = sealed.length - Seal.BYTES;
            if (length <= 0) {
                return Optional.empty();
            }
            var payload = Arrays.copyOf(sealed, length);
            var genuine = MessageDigest.isEqual(seal.sum(payload), Arrays.copyOfRange(sealed, length, sealed.length));
            return genuine && payload[0] == VERSION ? Optional.of(parse(ByteBuffer.wrap(payload))) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Token parse(ByteBuffer buffer) {
        buffer.get();
        var flags = buffer.get();
        var methods = buffer.get();
        var user = id(buffer);
        var generation = buffer.getLong();
        var project = id(buffer, flags, PROJECT);
        var credential = id(buffer, flags, CREDENTIAL);
        var issued = instant(buffer.getLong());
        var expires = instant(buffer.getLong());
        return new Token(user, generation,
                METHODS.stream().filter(name -> (methods & 1 << METHODS.indexOf(name)) != 0).toList(),
                (flags & SYSTEM) != 0, project, credential, issued, expires, id(buffer), id(buffer, flags, PARENT));
    }

    private static int flags(Token token) {
        return (token.system() ? SYSTEM : 0) | (token.project().isPresent() ? PROJECT : 0)
                | (token.credential().isPresent() ? CREDENTIAL : 0) | (token.parent().isPresent() ? PARENT : 0);
    }

    private static int methods(Token token) {
        return token.methods().stream().mapToInt(name -> 1 << METHODS.indexOf(name)).sum();
    }

    private static Optional<String> id(ByteBuffer buffer, byte flags, int flag) {
        return (flags & flag) == 0 ? Optional.empty() : Optional.of(id(buffer));
    }

    private static String id(ByteBuffer buffer) {
        var bytes = new byte[ID_BYTES];
        buffer.get(bytes);
        return Ids.text(bytes);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
