package io.gantry.accelerators.fpga;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What an image file says of itself in its first bytes.
///
/// @param vendor whose cards it is for
/// @param interfaceId 32 hexadecimal digits: what the card must have around the region that is written
/// @param functions ids of what the image makes of the card, as far as it tells
/// @param bytes its length
record Bitstream(String vendor, String interfaceId, List<String> functions, long bytes) {
    /// Intel's images begin so, then the length of a description follows, and the description.
    private static final byte[] GBS = "XeonFPGA\u00b7GBSv001".getBytes(ISO_8859_1);
    private static final byte[] XCLBIN = "xclbin2\0".getBytes(ISO_8859_1);
    private static final int LONGEST_DESCRIPTION = 1 << 20;
    private static final int XCLBIN_HEADER = 456;
    private static final int XCLBIN_LENGTH = 304;
    private static final int XCLBIN_INTERFACE = 336;
    private static final int ID = 16;
    private static final Pattern INTERFACE = Pattern.compile("\"interface-uuid\"\\s*:\\s*\"([0-9A-Fa-f-]{32,36})\"");
    private static final Pattern FUNCTION = Pattern
            .compile("\"accelerator-type-uuid\"\\s*:\\s*\"([0-9A-Fa-f-]{32,36})\"");

    /// @throws DriverException with INVALID if the file is no image that this knows
    static Bitstream read(Path image) {
        try (var in = Files.newInputStream(image)) {
            var size = Files.size(image);
            var first = in.readNBytes(XCLBIN_HEADER);
            if (begins(first, GBS)) {
                return gbs(first, in, size, image);
            }
            if (begins(first, XCLBIN) && first.length == XCLBIN_HEADER) {
                return xclbin(first, size, image);
            }
        } catch (IOException unreadable) {
            throw new DriverException(Kind.INVALID, "Cannot read the image %s: %s.".formatted(image, unreadable),
                    unreadable);
        }
        throw invalid(image, "it begins neither like a GBS of Intel nor like an xclbin of AMD");
    }

    private static boolean begins(byte[] bytes, byte[] with) {
        return bytes.length > with.length + Integer.BYTES
                && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
    }

    private static Bitstream gbs(byte[] first, InputStream in, long size, Path image) throws IOException {
        var length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt(GBS.length);
        var start = GBS.length + Integer.BYTES;
        if (length < 2 || length > LONGEST_DESCRIPTION || start + (long) length >= size) {
            throw invalid(image, "its description would be %d bytes long, of %d".formatted(length, size));
        }
        var bytes = Arrays.copyOf(first, Math.max(first.length, start + length));
        if (start + length > first.length) {
            var rest = in.readNBytes(start + length - first.length);
            System.arraycopy(rest, 0, bytes, first.length, rest.length);
        }
        var text = new String(bytes, start, length, UTF_8);
        var id = INTERFACE.matcher(text).results().map(Bitstream::id).findFirst().orElse("");
        if (id.isEmpty()) {
            throw invalid(image, "its description names no interface-uuid");
        }
        var functions = FUNCTION.matcher(text).results().map(Bitstream::id).filter(one -> !one.isEmpty()).toList();
        return new Bitstream(FpgaCard.INTEL, id, functions, size);
    }

    private static String id(MatchResult match) {
        return Regions.id(match.group(1));
    }

    private static Bitstream xclbin(byte[] first, long size, Path image) {
        var length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong(XCLBIN_LENGTH);
        if (length != size) {
            throw invalid(image, "it says it is %d bytes long and has %d".formatted(length, size));
        }
        var id = HexFormat.of().formatHex(first, XCLBIN_INTERFACE, XCLBIN_INTERFACE + ID);
        return new Bitstream(FpgaCard.XILINX, id, List.of(), size);
    }

    private static DriverException invalid(Path image, String why) {
        return new DriverException(Kind.INVALID, "%s is no image for an FPGA: %s.".formatted(image, why));
    }
}
