package io.gantry.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the process that runs the jobs, as `kill -9` does, and looks at what its jobs have done outside the database.
final class KilledTest {
    @Test
    void resumesFromEveryPlaceWhereItCanBeKilled(@TempDir Path directory) throws Exception {
        var jobs = new ArrayList<String>();
        EffectsSaga.FORWARD.forEach(what -> List.of("begin ", "end ").forEach(at -> jobs.add("false:" + at + what)));
        EffectsSaga.BACKWARD.forEach(what -> List.of("begin ", "end ").forEach(at -> jobs.add("true:" + at + what)));
        jobs.remove("true:end two");
        killWhen(directory, 0, jobs,
                lines -> lines.stream().filter(line -> line.contains(" hangs ")).count() == jobs.size());
        finish(directory, jobs);
    }

    @Test
    void survivesBeingKilledAtAnyTime(@TempDir Path directory) throws Exception {
        long seed = Long.getLong("gantry.fault.seed", System.nanoTime());
        var random = new Random(seed);
        System.out.println("gantry.fault.seed=" + seed);
        var jobs = new ArrayList<String>();
        for (int round = 0; round < Integer.getInteger("gantry.fault.rounds", 2); round++) {
            var more = IntStream.range(0, 20).mapToObj(n -> random.nextBoolean() + ":").toList();
            int until = lines(directory).size() + 1 + random.nextInt(100);
            killWhen(directory, jobs.size(), more, lines -> lines.size() >= until);
            jobs.addAll(more);
        }
        finish(directory, jobs);
    }

    private static void killWhen(Path directory, int first, List<String> jobs, Predicate<List<String>> reached)
            throws Exception {
        var command = new ArrayList<>(HostCommand.of(EffectsHost.class));
        command.addAll(List.of(directory.toString(), Integer.toString(first)));
        command.addAll(jobs);
        var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (!reached.test(lines(directory))) {
                assertTrue(!process.waitFor(20, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline,
                        () -> "not reached:\n" + read(directory.resolve("log")) + read(directory.resolve("effects")));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void finish(Path directory, List<String> inputs) throws Exception {
        try (var context = EffectsHost.start(directory)) {
            var jobs = context.getBean(Jobs.class);
            for (var job : jobs.list(Optional.of("effects"), Optional.empty(), Optional.empty(), 1000)) {
                TestHost.await(jobs, job);
            }
            var all = jobs.list(Optional.of("effects"), Optional.empty(), Optional.empty(), 1000);
            var subjects = all.stream().map(Job::subject).collect(Collectors.toSet());
            assertTrue(lines(directory).stream()
                    .allMatch(line -> subjects.contains(line.substring(0, line.indexOf(' ')))));
            for (var job : all) {
                var fails = inputs.get(Integer.parseInt(job.subject().substring(4))).startsWith("true");
                assertEquals(fails ? Job.State.FAILED : Job.State.DONE, job.state(), job::toString);
                assertEquals(1, jobs.events(job.id(), 0, Duration.ZERO)
                        .stream()
                        .filter(event -> event.type().equals("ended"))
                        .count());
                check(job.subject(), fails ? EffectsSaga.BACKWARD : EffectsSaga.FORWARD, directory);
            }
        }
    }

    /// Every step ran to its end (two, where it fails, never does), none ran after a later one, and none in an epoch that was over.
    private static void check(String subject, List<String> order, Path directory) {
        var mine = lines(directory).stream()
                .map(line -> line.split(" "))
                .filter(line -> line[0].equals(subject))
                .filter(line -> !line[1].equals("hangs"))
                .toList();
        var places = mine.stream().map(line -> order.indexOf(line[2])).toList();
        var epochs = mine.stream().map(line -> Long.parseLong(line[3])).toList();
        assertEquals(places.stream().sorted().toList(), places, subject);
        assertEquals(epochs.stream().sorted().toList(), epochs, subject);
        Map<String, Integer> ends = new HashMap<>();
        mine.stream().filter(line -> line[1].equals("end")).forEach(line -> ends.merge(line[2], 1, Integer::sum));
        var expected = new ArrayList<>(order);
        if (order.equals(EffectsSaga.BACKWARD)) {
            expected.remove("two");
        }
        Collections.sort(expected);
        assertEquals(expected, ends.keySet().stream().sorted().toList(), subject);
    }

    private static List<String> lines(Path directory) {
        return read(directory.resolve("effects")).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
