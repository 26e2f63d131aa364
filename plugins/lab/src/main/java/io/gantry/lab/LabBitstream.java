package io.gantry.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// What a lab accelerator can be programmed with: a file that begins with `LABFPGA1`, at most 16 MiB.
///
/// @param bytes its length
/// @param sha256 of all of it
record LabBitstream(long bytes, String sha256) {
    private static final byte[] BEGINNING = "LABFPGA1".getBytes(US_ASCII);
    private static final int LONGEST = 16 << 20;

    static LabBitstream read(Path image) throws InterruptedException {
        if (!Files.isReadable(image)) {
            throw new DriverException(Kind.INVALID, "Cannot read the bitstream %s.".formatted(image));
        }
        var bytes = LabFiles.attempt("read " + image, () -> {
            try (var in = Files.newInputStream(image)) {
                return in.readNBytes(LONGEST + 1);
            }
        });
        if (bytes.length > LONGEST || bytes.length < BEGINNING.length
                || !Arrays.equals(bytes, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length)) {
            throw new DriverException(Kind.INVALID,
                    "%s is not a bitstream for a lab device: it begins with LABFPGA1 and has at most 16 MiB."
                            .formatted(image));
        }
        try {
            return new LabBitstream(bytes.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }
}
