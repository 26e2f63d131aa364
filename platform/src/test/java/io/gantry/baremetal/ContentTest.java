package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.image.Content;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentTest {
    @Test
    void aRawDiskIsToldByItsPartitionTable() {
        assertEquals(Map.of("format", "raw", "partition-table", "gpt"), seen(DiskImages.gpt(1, 1)));
        assertEquals(Map.of("format", "raw", "partition-table", "mbr"), seen(DiskImages.mbr(1, 1)));
        assertEquals(Map.of("format", "raw", "partition-table", "none"), seen(DiskImages.noise(1, 1)));
    }

    @Test
    void theBootSectorOfAFileSystemIsNoPartitionTable() {
        var bytes = new byte[4096];
        DiskImages.put(bytes, 440, "BOOTMGR is missing, press any key to restart".getBytes(StandardCharsets.US_ASCII));
        DiskImages.put(bytes, 510, new byte[]{0x55, (byte) 0xaa});
        assertEquals("none", seen(bytes).get("partition-table"));
    }

    @Test
    void whatIsNoRawDiskIsToldByItsFirstBytes() {
        var magic = Map.of("qcow2", "514649fb00000003", "vmdk", "4b444d5601000000", "vhdx", "7668647866696c65", "gzip",
                "1f8b0800", "zstd", "28b52ffd24", "xz", "fd377a585a0000", "bzip2", "425a6839");
        for (var format : magic.entrySet()) {
            assertEquals(format.getKey(), seen(HexFormat.of().parseHex(format.getValue())).get("format"));
        }
        assertEquals("vmdk",
                seen("# Disk DescriptorFile\nversion=1\n".getBytes(StandardCharsets.US_ASCII)).get("format"));
        assertEquals("iso", seen(DiskImages.put(new byte[40_000], 32_769, "CD001".getBytes(StandardCharsets.US_ASCII)))
                .get("format"));
    }

    @Test
    void nothingAtAllIsARawDisk() {
        assertEquals(Map.of("format", "raw", "partition-table", "none"), seen(new byte[0]));
    }

    private static Map<String, String> seen(byte[] bytes) {
        return Content.properties(bytes);
    }
}
