package io.gantry.qemu.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.guest.VirtualDevice.Disk;
import io.gantry.api.guest.VirtualDevice.Tpm;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.qemu.Installed;
import io.gantry.qemu.QemuHost;
import io.gantry.qemu.TwoHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = "io.gantry.qemu.Installed#mindful", disabledReason = Installed.MINDFUL)
class MovingTest {
    private static final Tpm TPM = new Tpm("tpm0", "2.0", "tpm-crb");
    private static final Disk DISK = new Disk("disk0", 64 << 20, Optional.empty());

    @TempDir
    Path directory = Path.of("");

    @Test
    void movesBackAndForthWithItsTpmOverSeveralEncryptedConnections() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest(TPM)).start()) {
            assertEquals("TPM-MAKE 0", hosts.ask("tpm-make", "TPM-MAKE "));
            var beat = hosts.beat();
            for (var strategy : List.of(hosts.parallel(3, Settings.Compression.ZSTD, true), hosts.single(true),
                    hosts.parallel(8, Settings.Compression.NONE, false))) {
                hosts.move(strategy);
                hosts.check();
                var next = hosts.beat();
                assertTrue(next > beat, next + " after " + beat);
                beat = next;
                assertEquals("TPM-CHECK 0", hosts.ask("tpm-check", "TPM-CHECK ").strip());
            }
        }
    }

    @Test
    void aWrongSecretOfTheTpmFailsBeforeTheGuestHasLeft() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest(TPM)).start()) {
            hosts.targetSecret("another secret");
            var failure = assertThrows(DriverException.class, () -> hosts.move(hosts.single(false)));
            assertTrue(String.valueOf(failure.getMessage()).contains("TPM"), failure.toString());
            hosts.check();
            assertEquals("TPM-MAKE 0", hosts.ask("tpm-make", "TPM-MAKE "));
        }
    }

    @Test
    void aMissingSecretIsRefused() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest(TPM)).start()) {
            assertEquals(Kind.INVALID,
                    assertThrows(DriverException.class, () -> hosts.there().target(QemuHost.guest(TPM))).kind());
            assertEquals(State.RUNNING, hosts.here().guests().getFirst().state());
        }
    }

    @Test
    void takesItsDisksAlong() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest(DISK)).start()) {
            assertEquals("RC 0", hosts.ask(
                    "sh head -c 5000000 /dev/urandom > /mem/data && dd if=/mem/data of=/dev/vda bs=1M conv=fsync",
                    "RC "));
            hosts.move(hosts.parallel(2, Settings.Compression.NONE, false));
            hosts.check();
            assertEquals("RC 0", hosts
                    .ask("sh echo 3 > /proc/sys/vm/drop_caches; head -c 5000000 /dev/vda | cmp - /mem/data", "RC "));
            try (var left = Files.walk(directory.resolve("a"))) {
                assertEquals(List.of(), left.filter(file -> file.toString().endsWith(".qcow2")).toList());
            }
        }
    }

    @Test
    void roundsTellWhatEachConnectionCarried() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest()).start()) {
            var plan = hosts.plan(4, 20 << 20);
            try (var transfer = hosts.parallel(4, Settings.Compression.NONE, false).open(plan)) {
                var round = assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {}));
                assertEquals(5, round.connections().size());
                assertTrue(round.connections().stream().skip(1).allMatch(one -> one.sentBytes() > 1 << 20),
                        round.toString());
                transfer.apply(new Tuning.Throttle(50));
                assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {}));
                transfer.apply(new Tuning.Bandwidth(0));
                transfer.apply(new Tuning.SwitchOver());
                assertInstanceOf(Arrived.class, transfer.await((_, _, _) -> {}));
            }
            hosts.commit();
            hosts.check();
        }
    }

    @Test
    void aTargetThatDiesLeavesTheGuestWhereItIs() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest()).start()) {
            var plan = hosts.plan(4, 10 << 20);
            try (var transfer = hosts.parallel(4, Settings.Compression.NONE, false).open(plan)) {
                var killer = new Thread(() -> hosts.kill(plan.target()));
                killer.start();
                assertThrows(DriverException.class, () -> transfer.await((_, _, _) -> {}));
                killer.join();
            }
            hosts.check();
        }
    }

    @Test
    void otherHardwareAtTheTargetIsRefusedWithTheReason() throws Exception {
        try (var hosts = new TwoHosts(directory, QemuHost.guest()).start()) {
            var plan = hosts.plan(0, 0);
            var refusal = assertInstanceOf(Fit.No.class, hosts.single(false).fit(hosts.withOtherProcessor(plan)));
            assertEquals("the processor model is qemu64 at the source and max at the target; give both hosts the same",
                    refusal.reason());
            assertInstanceOf(Fit.No.class, hosts.single(false).fit(hosts.withConnections(plan, 2)));
            assertInstanceOf(Fit.No.class,
                    hosts.parallel(4, Settings.Compression.NONE, false).fit(hosts.withConnections(plan, 17)));
        }
    }
}
