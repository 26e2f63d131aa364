package io.gantry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.api.hardware.Node;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabRefusalsTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aNodeCannotLieOutsideTheDirectoryOfNodes() {
        for (var name : List.of("", "..", "../other", "a/b", ".hidden", "n".repeat(65))) {
            var failure = assertThrows(DriverException.class, () -> hardware().disk(new Node(name, Map.of())), name);
            assertEquals(Kind.INVALID, failure.kind());
        }
    }

    @Test
    void aDiskSizeThatIsNoneIsRefused() {
        for (var size : List.of("0", "-1", "64 MiB", "99999999", "")) {
            var node = new Node("n", Map.of("disk-mib", size));
            assertEquals(Kind.INVALID, assertThrows(DriverException.class, () -> hardware().disk(node), size).kind());
        }
    }

    @Test
    void aDiskHasItsFullSizeButTakesNoRoom() throws Exception {
        var disk = hardware().disk(new Node("n", Map.of("disk-mib", "4096")));
        assertEquals(4096L << 20, Files.size(disk));
        assertEquals(64L << 20, Files.size(hardware().disk(new Node("other", Map.of()))));
    }

    @Test
    void labDeployTakesRawWithoutPartitionTableOnlyAsALastResort() throws Exception {
        var image = Files.write(directory.resolve("image"), new byte[10]);
        var disk = Files.write(directory.resolve("disk"), new byte[10]);
        var driver = new LabDeploy(new LabDeploy.Options(List.of()));
        assertInstanceOf(Fit.Fallback.class, driver.fit(deployment(image, "raw", disk)));
        assertInstanceOf(Fit.No.class, driver.fit(deployment(image, "qcow2", disk)));
        assertInstanceOf(Fit.No.class, driver.fit(deployment(directory.resolve("none"), "raw", disk)));
    }

    private static Deployment deployment(Path image, String format, Path disk) {
        return new Deployment("n", Set.of(), Map.of(),
                new Image("i", image.toUri(), 10, "0".repeat(64), Map.of("format", format)),
                Optional.of(disk));
    }

    private LabHardware hardware() {
        return new LabHardware(new LabHardware.Options(List.of()), new TestContext(directory));
    }
}
