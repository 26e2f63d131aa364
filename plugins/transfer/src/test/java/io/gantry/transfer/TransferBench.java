package io.gantry.transfer;

import io.gantry.api.secret.Secret;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.memory.GuestDirectory;
import io.gantry.memory.GuestMemory;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/// One measurement each; `bench/transfer.sh` takes many of them in turn and prints the table.
///
/// `receive DIR MEBIBYTES CONNECTIONS ADDRESS` prints port and token, and ends when everything is there.
/// `send DIR MEBIBYTES CONNECTIONS ADDRESS FIRST-PORT TARGET PORT TOKEN ROUNDS` copies noise again and again and prints bytes per second, the median.
/// `downtime DIR MEBIBYTES CONNECTIONS` moves a guest that writes 20,000 pages a second in 64 MiB, and prints how many milliseconds it stood still.
final class TransferBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ThreadFactory THREADS = Thread.ofVirtual().factory();
    private static final Duration GOAL = Duration.ofMillis(50);
    private static final int MOST_ROUNDS = 10;

    private TransferBench() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[1]);
        var mebibytes = Integer.parseInt(arguments[2]);
        var connections = Integer.parseInt(arguments[3]);
        switch (arguments[0]) {
            case "receive" -> receive(memory(directory.resolve("b"), mebibytes), connections, arguments[4]);
            case "send" -> send(memory(directory.resolve("a"), mebibytes), connections, arguments);
            case "downtime" -> downtime(directory, mebibytes, connections);
            default -> throw new IllegalArgumentException("receive, send or downtime");
        }
    }

    private static GuestMemory memory(Path path, long mebibytes) throws IOException {
        var directory = GuestDirectory.create(path);
        GuestMemory.create(directory, mebibytes << 20);
        var memory = GuestMemory.open(directory);
        memory.bytes().load();
        return memory;
    }

    private static void receive(GuestMemory memory, int connections, String address) throws Exception {
        var complete = new CountDownLatch(1);
        try (var receiver = new Receiver(memory, InetAddress.getByName(address), connections, PATIENCE, THREADS,
                complete::countDown)) {
            System.out.println(
                    receiver.address().getPort() + " " + HexFormat.of().formatHex(receiver.hello().token().bytes()));
            complete.await();
            // The sender's goodbye is the end of this process, so that its last answer is not cut off.
            System.in.read();
        }
    }

    private static void send(GuestMemory memory, int connections, String[] arguments) throws Exception {
        var random = new SplittableRandom(1);
        for (var address = 0L; address < memory.bytes().byteSize(); address += 8) {
            memory.bytes().set(ValueLayout.JAVA_LONG, address, random.nextLong());
        }
        var hello = new Hello(new Secret(HexFormat.of().parseHex(arguments[8])), 0, connections,
                memory.bytes().byteSize());
        var rates = new ArrayList<Double>();
        try (var sender = Sender.connect(memory, new InetSocketAddress(arguments[4], Integer.parseInt(arguments[5])),
                new InetSocketAddress(arguments[6], Integer.parseInt(arguments[7])), hello, new Limit(0), PATIENCE,
                THREADS)) {
            for (var round = 0; round < Integer.parseInt(arguments[9]); round++) {
                rates.add(memory.bytes().byteSize() / (sender.round((_, _, _) -> {}).took().toNanos() / 1e9));
                for (var page = 0L; page < memory.pages(); page++) {
                    memory.dirty().set(page);
                }
            }
            sender.finish();
        }
        // The first rounds are for the compiler.
        var counted = rates.subList(rates.size() / 3, rates.size()).stream().sorted().toList();
        System.out.printf("%.0f%n", counted.get(counted.size() / 2));
    }

    private static void downtime(Path directory, int mebibytes, int connections) throws Exception {
        var context = new TestContext(Files.createDirectories(directory));
        var strategy = connections == 1
                ? new Single(new Single.Options(PATIENCE), context)
                : new Parallel(new Parallel.Options(connections, PATIENCE), context);
        try (var hosts = new LabHosts(directory, mebibytes,
                Map.of("dirty-region", "64", "rate", "20000", "fill", "100")).start();
                var transfer = strategy.open(hosts.plan(0, 0))) {
            for (var round = 0; round < MOST_ROUNDS; round++) {
                var copied = (Copying) transfer.await((_, _, _) -> {});
                if (copied.remainingBytes() * 1000 / Math.max(1, copied.bytesPerSecond()) < GOAL.toMillis()) {
                    break;
                }
            }
            transfer.apply(new Tuning.SwitchOver());
            System.out.printf("%.1f%n", ((Arrived) transfer.await((_, _, _) -> {})).halted().toNanos() / 1e6);
        }
    }
}
