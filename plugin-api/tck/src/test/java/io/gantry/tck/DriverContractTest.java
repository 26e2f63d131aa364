package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.accelerator.Device;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DriverContractTest {
    @Test
    void catchesWhatTheHostWouldRefuseAndWhatWouldHarmIt() {
        assertEquals(Set.of(), Verdict.failures(RightTest.class));
        var failures = Verdict.failures(WrongTest.class);
        assertEquals(Set.of("hasAnIdOfLowerCaseWordsAndDashes", "implementsExactlyOneKind",
                "hasOnePublicConstructorTheHostCanCall",
                "isAPublicFinalClassSoThatNothingElseHidesInIt", "leavesNoThreadBehind",
                "keepsItsFilesInItsOwnDirectory",
                "documentsEveryOptionAndItsFallbacksHold"), failures);
    }

    @Test
    void catchesADriverThatIsNotInTheIndex() {
        assertTrue(Verdict.failures(UnlistedTest.class).contains("standsInTheIndexOfItsPluginAndNothingStaleDoes"));
    }

    @DriverId(value = "right", description = "Keeps its thread for as long as it is open.")
    public static final class Right extends Base implements AcceleratorDriver {
        private final Thread thread;

        public Right(DriverContext context) {
            thread = context.threads().newThread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.park();
                }
            });
            thread.start();
        }
    }

    record Bad(int many) {}

    @DriverId(value = "Wrong_Driver", description = "no sentence")
    static class Wrong extends Base implements AcceleratorDriver, KeyStore {
        public Wrong(Bad options) {}

        public Wrong(DriverContext context, String more) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            Files.writeString(Files.createTempFile(context.directory().resolveSibling("."), "stray", more), more);
        }

        @Override
        public byte[] put(SecretId id, Secret secret) {
            return new byte[0];
        }

        @Override
        public Optional<Secret> get(SecretId id, byte[] token) {
            return Optional.empty();
        }

        @Override
        public void delete(SecretId id, byte[] token) {}

        @Override
        public void close() {}
    }

    /// Has no [DriverId], so the build writes no line for it.
    public static final class Unlisted extends Base implements AcceleratorDriver {
        public Unlisted(DriverContext context) {}
    }

    abstract static class Base {
        public List<Device> discover() {
            return List.of(new Device("one", Device.Kind.PCI, "a", "b", "One", List.of(), List.of(), Map.of()));
        }
    }

    static class RightTest extends DriverContract<Right> {
        @Override
        protected Class<Right> driver() {
            return Right.class;
        }

        @Override
        protected Right open(DriverContext context) {
            return new Right(context);
        }
    }

    static class WrongTest extends DriverContract<Wrong> {
        @Override
        protected Class<Wrong> driver() {
            return Wrong.class;
        }

        @Override
        protected Wrong open(DriverContext context) throws IOException {
            return new Wrong(context, "");
        }
    }

    static class UnlistedTest extends DriverContract<Unlisted> {
        @Override
        protected Class<Unlisted> driver() {
            return Unlisted.class;
        }

        @Override
        protected Unlisted open(DriverContext context) {
            return new Unlisted(context);
        }
    }
}
