package io.gantry.local;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A key that seals secrets of one project; its line in the file of keys is wrapped under the master key.
final class ProjectKey {
    private static final Pattern LINE = Pattern
            .compile("(?<project>[0-9A-Za-z_-]{1,64}) (?<number>[0-9a-f]{16}) (?<wrapped>[0-9A-Za-z+/=]{1,100})");

    private final String project;
    private final long number;
    private final byte[] key;

    private ProjectKey(String project, long number, byte[] key) {
        this.project = project;
        this.number = number;
        this.key = key;
    }

    static ProjectKey make(String project, SecureRandom random) {
        var key = new byte[Sealed.KEY];
        random.nextBytes(key);
        return new ProjectKey(project, random.nextLong(), key);
    }

    /// @throws GeneralSecurityException if the line was changed or is not under this master key
    static ProjectKey unwrap(byte[] master, String line) throws GeneralSecurityException {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            throw new GeneralSecurityException("not a line with a key");
        }
        var project = match.group("project");
        var number = HexFormat.fromHexDigitsToLong(match.group("number"));
        try {
            var wrapped = Base64.getDecoder().decode(match.group("wrapped"));
            return new ProjectKey(project, number, Sealed.open(master, bound(project, number), wrapped, 0));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("not a line with a key", notBase64);
        }
    }

    String wrap(byte[] master, SecureRandom random) {
        var wrapped = Sealed.seal(master, bound(project, number), key, random);
        return project + " " + HexFormat.of().toHexDigits(number) + " " + Base64.getEncoder().encodeToString(wrapped);
    }

    private static String bound(String project, long number) {
        return "project key " + project + " " + HexFormat.of().toHexDigits(number);
    }

    String project() {
        return project;
    }

    /// Random, so that a key that was lost with its file is never taken for another one.
    long number() {
        return number;
    }

    /// Not a copy.
    byte[] bytes() {
        return key;
    }

    void wipe() {
        Arrays.fill(key, (byte) 0);
    }
}
