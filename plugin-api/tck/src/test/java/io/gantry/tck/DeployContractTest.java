package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeployContractTest {
    /// What a careless driver leaves out.
    enum Care {
        CHECKSUM, WIPE_FIRST, HEADER_LAST, PROGRESS, SIZE, INTERRUPTION, TEAR_DOWN, WHOLE_IMAGE
    }

    @Test
    void passesADriverThatKeepsTheContract() {
        assertEquals(Set.of(), Verdict.failures(Right.class));
    }

    @Test
    void catchesWhatIsLeftOut() {
        catches("leavesNoFinishedDiskBehindAWrongChecksum", NoChecksum.class);
        catches("stopsWhenInterruptedWithNoFinishedDiskAndStartsOver", HeaderFirst.class);
        catches("stopsWhenInterruptedWithNoFinishedDiskAndStartsOver", NoWipe.class);
        catches("stopsWhenInterruptedWithNoFinishedDiskAndStartsOver", Deaf.class);
        catches("putsTheImageOnTheDiskByteForByteAndTellsHowFarItIs", Silent.class);
        catches("putsTheImageOnTheDiskByteForByteAndTellsHowFarItIs", Shortened.class);
        catches("refusesADiskThatIsTooSmallBeforeTouchingIt", NoSize.class);
        catches("tearsDownWhatIsThereAndWhatIsNot", NoTearDown.class);
    }

    private static void catches(String by, Class<?> test) {
        var failures = Verdict.failures(test);
        assertTrue(failures.contains(by), test.getSimpleName() + " was caught by " + failures + " and not by " + by);
    }

    @DriverId(value = "sample-deploy", description = "A deploy interface to break.")
    public static final class Driver implements DeployInterface {
        private static final int BLOCK = 1 << 20;
        private final Set<Care> cares;

        public Driver(DriverContext context) {
            this(EnumSet.allOf(Care.class));
        }

        private Driver(Set<Care> cares) {
            this.cares = cares;
        }

        @Override
        public Fit fit(Deployment deployment) {
            if (deployment.disk().isEmpty()) {
                return new Fit.No("there is no disk");
            }
            return cares.contains(Care.SIZE) && deployment.disk().get().toFile().length() < deployment.image().bytes()
                    ? new Fit.No("the disk is too small")
                    : new Fit.Yes("the image is raw");
        }

        @Override
        public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
            if (fit(deployment) instanceof Fit.No(var reason)) {
                throw new DriverException(Kind.INVALID, "Refused: " + reason);
            }
            try (var disk = new RandomAccessFile(deployment.disk().orElseThrow().toFile(), "rw")) {
                if (cares.contains(Care.WIPE_FIRST)) {
                    disk.write(new byte[BLOCK]);
                }
                write(deployment, Files.readAllBytes(Path.of(deployment.image().source())), disk, progress);
            } catch (IOException failed) {
                throw new DriverException(Kind.FAILED, "The disk failed.", failed);
            }
        }

        private void write(Deployment deployment, byte[] image, RandomAccessFile disk, Progress progress)
                throws IOException, InterruptedException {
            var length = cares.contains(Care.WHOLE_IMAGE) ? image.length : image.length - 7;
            for (var at = cares.contains(Care.HEADER_LAST) ? BLOCK : 0; at < length; at += BLOCK) {
                disk.seek(at);
                disk.write(image, at, Math.min(BLOCK, length - at));
                report(progress, Math.min(length, at + BLOCK), image.length);
            }
            if (cares.contains(Care.CHECKSUM) && !("sha256:" + sha256(image)).equals(deployment.image().checksum())) {
                throw new DriverException(Kind.FAILED, "The checksum is wrong.");
            }
            disk.seek(0);
            disk.write(image, 0, BLOCK);
            report(progress, image.length, image.length);
        }

        private void report(Progress progress, long done, long total) throws InterruptedException {
            if (cares.contains(Care.PROGRESS)) {
                progress.report("write", done, total);
            }
            if (cares.contains(Care.INTERRUPTION) && Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        @Override
        public void tearDown(Deployment deployment, Workbench bench, Progress progress) {
            if (cares.contains(Care.TEAR_DOWN)) {
                try (var disk = new RandomAccessFile(deployment.disk().orElseThrow().toFile(), "rw")) {
                    disk.write(new byte[BLOCK]);
                } catch (IOException failed) {
                    throw new DriverException(Kind.FAILED, "The disk failed.", failed);
                }
            }
        }

        private static String sha256(byte[] bytes) {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    static class Right extends DeployContract<Driver> {
        Set<Care> without() {
            return Set.of();
        }

        @Override
        protected Class<Driver> driver() {
            return Driver.class;
        }

        @Override
        protected final Driver open(DriverContext context) {
            var cares = EnumSet.allOf(Care.class);
            cares.removeAll(without());
            return new Driver(cares);
        }
    }

    static class NoChecksum extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.CHECKSUM);
        }
    }

    static class HeaderFirst extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.HEADER_LAST);
        }
    }

    static class NoWipe extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.WIPE_FIRST);
        }
    }

    static class Deaf extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.INTERRUPTION);
        }
    }

    static class Silent extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.PROGRESS);
        }
    }

    static class Shortened extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.WHOLE_IMAGE);
        }
    }

    static class NoSize extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.SIZE);
        }
    }

    static class NoTearDown extends Right {
        @Override
        Set<Care> without() {
            return Set.of(Care.TEAR_DOWN);
        }
    }
}
