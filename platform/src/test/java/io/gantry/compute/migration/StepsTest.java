package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostFile;
import io.gantry.api.DriverException;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.transfer.Endpoint;
import io.gantry.base.Problem;
import io.gantry.compute.LabHosts;
import io.gantry.compute.Migration;
import io.gantry.compute.Move;
import io.gantry.compute.OnNoConvergence;
import io.gantry.host.TestHost;
import io.gantry.job.NotFinal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The steps one by one on real lab hosts, cut off between any two of them.
class StepsTest {
    private static final String GUEST = "g";
    private static final GuestSpec SPEC = new GuestSpec(GUEST, 2 << 20, Map.of());
    private static final Move MOVE = new Move(SPEC, "a", new Migration("b", Optional.of("single"), 0, 0,
            Migration.DOWNTIME, OnNoConvergence.THROTTLE, false));

    @TempDir
    private static Path directory = Path.of("");

    private static LabHosts lab;
    private static TestHost host;
    private static Side a;
    private static Side b;

    private Notes run = new Notes(MOVE);

    @BeforeAll
    static void startTheHost() throws IOException {
        lab = new LabHosts(directory);
        host = TestHost.start(directory, HostFile.of(lab.drivers()));
        a = host.bean(Ends.class).source(MOVE);
        b = host.bean(Ends.class).target(MOVE);
    }

    @AfterAll
    static void stopTheHost() throws IOException {
        host.close();
    }

    @BeforeEach
    void runTheGuest() throws InterruptedException {
        run = new Notes(MOVE);
        a.hypervisor().define(SPEC);
        a.hypervisor().start(GUEST);
    }

    @AfterEach
    void endTheGuest() throws InterruptedException, IOException {
        try {
            a.hypervisor().remove(GUEST);
            b.hypervisor().remove(GUEST);
        } finally {
            lab.kill();
        }
    }

    @Test
    void afterCopyNeitherSideRuns() throws Exception {
        copied();
        assertStates(State.PAUSED, State.ARRIVED);
    }

    @Test
    void aCopyThatIsDoneAgainBringsTheGuestBackFirst() throws Exception {
        copied();
        step(CopyStep.class).run(run);
        assertStates(State.PAUSED, State.ARRIVED);
        assertEquals(2, run.events("switchover").size());
        step(CommitStep.class).run(run);
        assertEquals(Optional.of(State.RUNNING), b.state(GUEST));
    }

    @Test
    void aCopyThatIsTakenBackLeavesTheGuestRunningAtTheSourceAlone() throws Exception {
        copied();
        takeBack();
        assertRunsAtTheSourceAlone();
        takeBack();
        assertRunsAtTheSourceAlone();
    }

    @Test
    void aTargetThatLostTheGuestBeforeItRanThereGivesItBack() throws Exception {
        copied();
        b.hypervisor().stop(GUEST);
        var refusal = assertThrows(NotFinal.class, () -> step(CommitStep.class).run(run));
        assertTrue(String.valueOf(refusal.getMessage()).contains("'b' has it stopped"), refusal.getMessage());
        takeBack();
        assertRunsAtTheSourceAlone();
    }

    @Test
    void anOrderGivenBeforeACrashIsGivenAgainIfTheGuestHasNotRunYet() throws Exception {
        copied();
        run.keep(Kept.RELEASED_AT, Instant.now().toString());
        step(CommitStep.class).run(run);
        assertStates(State.PAUSED, State.RUNNING);
        assertEquals(1, run.events("committed").size());
    }

    @Test
    void anOrderThatWasObeyedBeforeACrashCounts() throws Exception {
        copied();
        run.keep(Kept.RELEASED_AT, Instant.now().toString());
        b.hypervisor().resume(GUEST);
        step(CommitStep.class).run(run);
        step(CommitStep.class).run(run);
        assertStates(State.PAUSED, State.RUNNING);
        assertEquals(1, run.events("committed").size());
    }

    @Test
    void whoseCopyCountsIsLeftToAPersonWhenNobodyKnowsWhetherTheTargetRanIt() throws Exception {
        copied();
        run.keep(Kept.RELEASED_AT, Instant.now().toString());
        b.hypervisor().stop(GUEST);
        assertThrows(NotFinal.class, () -> step(CommitStep.class).run(run));
        takeBack();
        assertEquals(Optional.of(State.PAUSED), a.state(GUEST));
        assertEquals(Optional.empty(), b.state(GUEST));
    }

    @Test
    void nothingIsDeletedAtTheSourceOfAGuestThatTheTargetHasLost() throws Exception {
        copied();
        step(CommitStep.class).run(run);
        b.hypervisor().stop(GUEST);
        assertThrows(NotFinal.class, () -> step(FinishStep.class).run(run));
        takeBack();
        assertEquals(Optional.of(State.PAUSED), a.state(GUEST));
    }

    @Test
    void finishingTwiceIsFinishingOnce() throws Exception {
        copied();
        step(CommitStep.class).run(run);
        step(FinishStep.class).run(run);
        step(FinishStep.class).run(run);
        assertEquals(Optional.empty(), a.state(GUEST));
        assertEquals(Optional.of(State.RUNNING), b.state(GUEST));
    }

    @Test
    void memoryThatDiffersIsNoticedAndTheGuestRunsOnAtTheSource() throws Exception {
        copied();
        var memory = Path.of(run.kept(Kept.TARGET, Endpoint.class).orElseThrow().control().getPath(), "memory");
        try (var file = new RandomAccessFile(memory.toFile(), "rw")) {
            file.seek(1 << 20);
            var before = file.read();
            file.seek(1 << 20);
            file.write(before + 1);
        }
        assertThrows(Problem.class, () -> step(Proof.class).compare(run, a, b));
        assertEquals(false, run.events("proof").getFirst().get("identical"));
        assertEquals(Optional.of(State.RUNNING), a.state(GUEST));
    }

    @Test
    void aProofThatCannotBeMadeDoesNotLeaveTheGuestHalted() throws Exception {
        copied();
        b.hypervisor().stop(GUEST);
        assertThrows(DriverException.class, () -> step(Proof.class).compare(run, a, b));
        assertEquals(Optional.of(State.RUNNING), a.state(GUEST));
    }

    @Test
    void aGuestThatRunsAtTheTargetIsNotMovedOverAndNotRemoved() throws Exception {
        b.hypervisor().define(SPEC);
        b.hypervisor().start(GUEST);
        assertThrows(Problem.class, () -> step(CheckStep.class).run(run));
        step(PrepareStep.class).undo(run);
        assertEquals(Optional.of(State.RUNNING), b.state(GUEST));
        assertFalse(run.events("left").isEmpty());
    }

    @Test
    void whatAnEarlierAttemptLeftAtTheTargetIsThrownAway() throws Exception {
        b.migratable().target(SPEC);
        copied();
        assertStates(State.PAUSED, State.ARRIVED);
    }

    @Test
    void aMigrationBetweenHostsThatAreGoneIsRefused() {
        var elsewhere = new Notes(new Move(SPEC, "a", new Migration("c", Optional.empty(), 0, 0, Migration.DOWNTIME,
                OnNoConvergence.ABORT, false)));
        assertThrows(Problem.class, () -> step(CheckStep.class).run(elsewhere));
    }

    private void copied() throws InterruptedException {
        step(CheckStep.class).run(run);
        step(PrepareStep.class).run(run);
        step(CopyStep.class).run(run);
    }

    private void takeBack() throws InterruptedException {
        step(CopyStep.class).undo(run);
        step(PrepareStep.class).undo(run);
    }

    private static void assertStates(State atSource, State atTarget) throws InterruptedException {
        assertEquals(Optional.of(atSource), a.state(GUEST));
        assertEquals(Optional.of(atTarget), b.state(GUEST));
    }

    private static void assertRunsAtTheSourceAlone() throws InterruptedException {
        assertEquals(Optional.of(State.RUNNING), a.state(GUEST));
        assertEquals(Optional.empty(), b.state(GUEST));
    }

    private static <T> T step(Class<T> type) {
        return host.bean(type);
    }
}
