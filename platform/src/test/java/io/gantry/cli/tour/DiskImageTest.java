package io.gantry.cli.tour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judges the image with tools that nobody here wrote.
class DiskImageTest {
    @TempDir
    Path directory;
    private Path image;

    @BeforeEach
    void write() throws IOException {
        image = directory.resolve("image");
        DiskImage.write(image);
    }

    @Test
    void hasTheSameBytesEveryTime() throws IOException {
        var again = directory.resolve("again");
        DiskImage.write(again);
        assertEquals(-1, Files.mismatch(image, again));
        assertEquals(64L << 20, Files.size(image));
    }

    @Test
    void sfdiskFindsOnePartition() throws Exception {
        var table = run("fdisk", "sfdisk", "-d", image.toString());
        assertTrue(table.contains("label: dos"), table);
        assertTrue(table.matches("(?s).*start= *2048, size= *129024, type=e.*"), table);
    }

    @Test
    void fsckFindsNothingToMend() throws Exception {
        var partition = directory.resolve("partition");
        var bytes = Files.readAllBytes(image);
        Files.write(partition, Arrays.copyOfRange(bytes, DiskImage.FIRST_SECTOR * DiskImage.SECTOR, bytes.length));
        var verdict = run("dosfstools", "fsck.vfat", "-n", "-v", partition.toString());
        assertTrue(verdict.contains("2932/32184 clusters"), verdict);
    }

    @Test
    void mtoolsReadWhatIsInItsFiles() throws Exception {
        var partition = image + "@@1M";
        for (var file : DiskImage.files().entrySet()) {
            var copy = directory.resolve(file.getKey());
            run("mtools", "mcopy", "-n", "-i", partition, "::" + file.getKey(), copy.toString());
            assertArrayEquals(file.getValue(), Files.readAllBytes(copy), file.getKey());
        }
        var listing = run("mtools", "mdir", "-b", "-i", partition, "::");
        assertEquals(List.of("::/README.TXT", "::/RANDOM.BIN", "::/SHA256.TXT"), listing.lines().toList());
    }

    private static String run(String debianPackage, String... command) throws IOException, InterruptedException {
        var path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
        var program = Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, command[0]))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(),
                "not checked with " + command[0] + "; install the Debian package " + debianPackage);
        command[0] = program.orElseThrow().toString();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
