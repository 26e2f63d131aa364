package io.gantry.accelerators.fpga;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// Images as the makers' tools write them, with nothing behind their headers.
final class Images {
    private Images() {}

    static Path gbs(Path directory, String id, String function) throws IOException {
        var description = ("{\"version\": 1, \"afu-image\": {\"interface-uuid\": \"%s\", \"accelerator-clusters\": [{\"name\":"
                + " \"hello_%s\", \"accelerator-type-uuid\": \"%s\"}]}, \"platform-name\": \"DCP\"}")
                .formatted(id, "x".repeat(600), function)
                .getBytes(UTF_8);
        var image = ByteBuffer.allocate(20 + description.length + 5000).order(ByteOrder.LITTLE_ENDIAN);
        image.put("XeonFPGA\u00b7GBSv001".getBytes(ISO_8859_1)).putInt(description.length).put(description);
        return Files.write(directory.resolve("image-" + id + ".gbs"), image.array());
    }

    /// Says that its description is longer than the file.
    static Path broken(Path directory, String id) throws IOException {
        var bytes = Files.readAllBytes(gbs(directory, id, id));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(16, bytes.length);
        return Files.write(directory.resolve("broken.gbs"), bytes);
    }

    /// @param missing bytes at its end
    static Path xclbin(Path directory, String id, int missing) throws IOException {
        var image = ByteBuffer.allocate(9000).order(ByteOrder.LITTLE_ENDIAN);
        image.put("xclbin2\0".getBytes(ISO_8859_1)).putLong(304, 9000);
        image.put(336, HexFormat.of().parseHex(id.replace("-", "")));
        return Files.write(directory.resolve("image" + missing + ".xclbin"),
                java.util.Arrays.copyOf(image.array(), 9000 - missing));
    }
}
