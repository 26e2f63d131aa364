package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// As much of ASN.1's distinguished encoding as a certificate takes: Java can read certificates and not make them.
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int OCTETS = 0x04;
    static final int NAME = 0x06;
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int TEXT = 0x0c;
    private static final int TIME = 0x17;
    private static final DateTimeFormatter TIMES = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC);

    private Der() {}

    /// @param parts what it holds, one behind the other
    static byte[] of(int tag, byte[]... parts) {
        var inside = join(parts);
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (inside.length < 0x80) {
            out.write(inside.length);
        } else {
            var length = BigInteger.valueOf(inside.length).toByteArray();
            var from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(inside);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] integer(BigInteger value) {
        return of(INTEGER, value.toByteArray());
    }

    /// Bits that fill whole bytes.
    static byte[] bits(byte[] bytes) {
        return of(BITS, new byte[]{0}, bytes);
    }

    static byte[] text(String text) {
        return of(TEXT, text.getBytes(US_ASCII));
    }

    /// Of this half of the century.
    static byte[] time(Instant time) {
        return of(TIME, TIMES.format(time).getBytes(US_ASCII));
    }
}
