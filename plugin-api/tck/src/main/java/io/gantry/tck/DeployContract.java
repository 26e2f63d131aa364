package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for every deploy interface that writes through the disk its node's hardware driver lends.
///
/// @param <D> the driver
public abstract class DeployContract<D extends DeployInterface> extends DriverContract<D> {
    private Sample sample = new Sample(directory);

    /// Makes an image and a disk that holds an older one.
    @BeforeEach
    void prepare() throws Exception {
        sample = new Sample(directory);
        sample.write();
    }

    @Test
    void takesAnImageThatFitsAndSaysWhyWithoutTouchingAnything() throws Exception {
        with(driver -> {
            var before = sample.disk();
            var fit = driver.fit(sample.deployment());
            assertFalse(fit instanceof Fit.No, "a raw image with a partition table on a larger disk: " + fit.reason());
            sentence(fit.reason(), "the reason");
            assertEquals(fit, driver.fit(sample.deployment()), "asked again");
            assertEquals(before, sample.disk(), "the disk after asking");
        });
    }

    @Test
    void refusesADiskThatIsTooSmallBeforeTouchingIt() throws Exception {
        with(driver -> {
            sample.shrinkDisk();
            var before = sample.disk();
            sentence(assertInstanceOf(Fit.No.class, driver.fit(sample.deployment()), "a disk smaller than the image")
                    .reason(), "the reason");
            refused(Kind.INVALID, "deploying on a disk that is too small",
                    () -> driver.deploy(sample.deployment(), new BareBench(), new Steps()));
            assertEquals(before, sample.disk(), "the disk after the refusal");
        });
    }

    @Test
    void refusesANodeWithoutADisk() throws Exception {
        with(driver -> {
            assertInstanceOf(Fit.No.class, driver.fit(sample.withoutDisk()), "a node whose disk cannot be reached");
            refused(Kind.INVALID, "deploying without a disk",
                    () -> driver.deploy(sample.withoutDisk(), new BareBench(), new Steps()));
        });
    }

    @Test
    void putsTheImageOnTheDiskByteForByteAndTellsHowFarItIs() throws Exception {
        with(driver -> {
            var steps = new Steps();
            driver.deploy(sample.deployment(), new BareBench(), steps);
            steps.ended();
            sample.assertDeployed("once");
            driver.deploy(sample.deployment(), new BareBench(), new Steps());
            sample.assertDeployed("twice");
        });
    }

    @Test
    void leavesNoFinishedDiskBehindAWrongChecksum() throws Exception {
        with(driver -> {
            refused(Kind.FAILED, "an image whose checksum is another",
                    () -> driver.deploy(sample.withWrongChecksum(), new BareBench(), new Steps()));
            sample.assertUnfinished("after a wrong checksum");
            driver.deploy(sample.deployment(), new BareBench(), new Steps());
            sample.assertDeployed("after a wrong checksum");
        });
    }

    @Test
    void failsOnAnImageThatIsNotAsDescribed() throws Exception {
        with(driver -> {
            sample.truncateImage();
            assertThrows(DriverException.class, () -> driver.deploy(sample.deployment(), new BareBench(), new Steps()),
                    "an image that was cut short");
            sample.assertNotDeployed("after an image that was cut short");
            Files.delete(sample.image());
            assertThrows(DriverException.class, () -> driver.deploy(sample.deployment(), new BareBench(), new Steps()),
                    "an image that is gone");
            sample.assertNotDeployed("after an image that is gone");
        });
    }

    /// The host cancels by interrupting, and a killed host leaves the same behind.
    @Test
    void stopsWhenInterruptedWithNoFinishedDiskAndStartsOver() throws Exception {
        with(driver -> {
            var interrupted = false;
            try {
                driver.deploy(sample.deployment(), new BareBench(), (step, done, total) -> {
                    if (total > 0 && done * 2 >= total && done < total) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (InterruptedException expected) {
                interrupted = true;
            } finally {
                var _ = Thread.interrupted();
            }
            assertTrue(interrupted,
                    "an interrupted deployment must end with InterruptedException and report progress on its way");
            sample.assertUnfinished("after an interruption");
            driver.deploy(sample.deployment(), new BareBench(), new Steps());
            sample.assertDeployed("after an interruption");
        });
    }

    @Test
    void tearsDownWhatIsThereAndWhatIsNot() throws Exception {
        with(driver -> {
            driver.deploy(sample.deployment(), new BareBench(), new Steps());
            driver.tearDown(sample.deployment(), new BareBench(), new Steps());
            sample.assertUnfinished("after it was torn down");
            driver.tearDown(sample.deployment(), new BareBench(), new Steps());
            Files.write(sample.diskFile(), new byte[Sample.DISK]);
            driver.tearDown(sample.deployment(), new BareBench(), new Steps());
            driver.deploy(sample.deployment(), new BareBench(), new Steps());
            sample.assertDeployed("after it was torn down");
        });
    }

    @Test
    void touchesOnlyTheDiskItWasGiven() throws Exception {
        with(driver -> {
            var image = Files.readAllBytes(sample.image());
            driver.deploy(sample.deployment(), new BareBench(), new Steps());
            driver.tearDown(sample.deployment(), new BareBench(), new Steps());
            assertTrue(Arrays.equals(image, Files.readAllBytes(sample.image())), "the image was changed");
            assertEquals(Sample.DISK, Files.size(sample.diskFile()), "the size of the disk");
        });
    }

}
