package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Bytes that are summed while they are read. At their end the sum is compared, and if it is another than expected the end is an error.
final class Verified extends FilterInputStream {
    private static final int BLOCK = 1 << 16;

    private final MessageDigest digest;
    private final String name;
    private final String expected;
    private boolean ended;

    /// @param name for people
    /// @param algorithm `sha256`, `sha512`, `md5`
    /// @param expected hexadecimal digits
    Verified(InputStream in, String name, String algorithm, String expected) {
        super(in);
        this.name = name;
        this.expected = expected.toLowerCase(Locale.ROOT);
        digest = digest(algorithm);
    }

    /// @param digest as registries write it: `sha256:` and hexadecimal digits
    static Verified of(InputStream in, String digest) {
        var colon = digest.indexOf(':');
        if (colon < 0) {
            throw AgentError.badParameters("'" + digest + "' is no digest");
        }
        return new Verified(in, digest, digest.substring(0, colon), digest.substring(colon + 1));
    }

    /// SHA-256 of a text.
    static String sum(String text) {
        return HexFormat.of().formatHex(digest("sha256").digest(text.getBytes(UTF_8)));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.toLowerCase(Locale.ROOT).replaceFirst("^sha-?", "SHA-"));
        } catch (NoSuchAlgorithmException unknown) {
            throw AgentError.failed("this agent cannot compute " + algorithm + " checksums", unknown);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int most) throws IOException {
        var read = in.read(buffer, offset, most);
        if (read >= 0) {
            digest.update(buffer, offset, read);
        } else if (!ended) {
            ended = true;
            var found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(expected)) {
                throw AgentError.checksum(name, found, expected);
            }
        }
        return read;
    }

    /// What is skipped is summed too.
    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, BLOCK)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Reads what nobody wanted, so that the sum is over everything.
    void finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }
}
