package io.gantry.accelerators.fpga;

import io.gantry.accelerators.sysfs.Command;
import io.gantry.accelerators.sysfs.Records;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts an image on a card. Everything is checked before the card is touched; what is about to be written lies whole on the disk, and a
/// note says so, before the first byte is sent. If power fails in between, the note remains and the card is not offered until it was
/// programmed anew.
///
/// @param records of what the cards hold
/// @param commands by vendor, as the operator set them
record Programming(Records records, Map<String, List<String>> commands) {
    private static final String BEGUN = "begun ";
    private static final Map<String, List<String>> USUAL = Map.of(FpgaCard.INTEL,
            List.of("/usr/bin/fpgaconf", "--bus", "0x{bus}", "--device", "0x{device}", "--function", "0x{function}",
                    "{image}"),
            FpgaCard.XILINX,
            List.of("/opt/xilinx/xrt/bin/xbmgmt", "program", "--device", "{address}", "--base", "--image",
                    "{image}"));
    private static final int BLOCK = 1 << 20;

    /// SHA-256 of what the card was programmed with.
    Optional<String> held(FpgaCard card) {
        return records.read(card.address()).filter(note -> !note.startsWith(BEGUN));
    }

    /// Whether writing was begun and not ended.
    boolean isCutShort(FpgaCard card) {
        return records.read(card.address()).filter(note -> note.startsWith(BEGUN)).isPresent();
    }

    void program(FpgaCard card, Regions regions, Path image, Progress progress) throws InterruptedException {
        progress.report("check", 0, 1);
        var bitstream = Bitstream.read(image);
        check(card, regions, bitstream, image);
        var words = words(card);
        progress.report("check", 1, 1);
        try {
            var staged = stage(card, image, bitstream.bytes(), progress);
            var command = words.stream().map(word -> fill(word, card, staged.file())).toList();
            records.write(card.address(), BEGUN + staged.sha256());
            progress.report("program", 0, 1);
            Command.run(command, () -> progress.report("program", 0, 1));
            progress.report("program", 1, 1);
            Files.delete(staged.file());
            records.write(card.address(), staged.sha256());
        } catch (IOException failed) {
            throw new DriverException(Kind.FAILED, "Could not stage %s for %s: %s.".formatted(image, card.address(),
                    failed), failed);
        }
    }

    private void check(FpgaCard card, Regions regions, Bitstream bitstream, Path image) {
        if (!bitstream.vendor().equals(card.function().vendor())) {
            throw new DriverException(Kind.INVALID,
                    "%s is an image for cards of vendor %s, and %s is of %s.".formatted(image,
                            bitstream.vendor(), card.address(), card.function().vendor()));
        }
        if (regions.interfaces().isEmpty()) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "%s tells no interface id to check an image against; bind it to its Linux driver (dfl-pci, xclmgmt)."
                            .formatted(card.address()));
        }
        if (!regions.interfaces().contains(bitstream.interfaceId())) {
            throw new DriverException(Kind.INVALID,
                    "%s is made for the interface %s, and %s has %s; build the image for this card.".formatted(image,
                            bitstream.interfaceId(), card.address(), String.join(", ", regions.interfaces())));
        }
    }

    private List<String> words(FpgaCard card) {
        var vendor = card.function().vendor();
        var words = commands.getOrDefault(vendor, USUAL.getOrDefault(vendor, List.of()));
        if (words.isEmpty() || !Files.isExecutable(Path.of(words.getFirst()))) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "There is no program %s to program %s with; install it, or name one for vendor %s in the option commands."
                            .formatted(words.isEmpty() ? "" : words.getFirst(), card.address(), vendor));
        }
        return words;
    }

    private static String fill(String word, FpgaCard card, Path image) {
        var address = card.address();
        var at = address.length() - "bb:dd.f".length();
        return word.replace("{image}", image.toString())
                .replace("{address}", address)
                .replace("{bus}", address.substring(at, at + 2))
                .replace("{device}", address.substring(at + 3, at + 5))
                .replace("{function}", address.substring(at + 6));
    }

    private record Staged(Path file, String sha256) {}

    private Staged stage(FpgaCard card, Path image, long bytes, Progress progress) throws IOException {
        var file = Files.createDirectories(records.directory()).resolve("image-" + card.address().replace(':', '-'));
        var digest = sha256();
        try (var in = FileChannel.open(image);
                var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var block = ByteBuffer.allocate(BLOCK);
            var done = 0L;
            while (done < bytes && in.read(block) >= 0) {
                block.flip();
                digest.update(block.duplicate());
                done += block.remaining();
                while (block.hasRemaining()) {
                    out.write(block);
                }
                block.clear();
                progress.report("stage", Math.min(done, bytes), bytes);
            }
            if (done != bytes) {
                throw new IOException("it changed while it was read");
            }
            out.force(true);
        }
        return new Staged(file, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }
}
