package io.gantry.qemu.transfer;

import io.gantry.api.transfer.TransferState.Connection;
import io.gantry.qemu.Launch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What each connection of a migration has carried. QEMU counts all of them together; the kernel knows each.
final class Sockets {
    private static final Pattern LINE = Pattern.compile("^\\S+\\s+\\S+\\s+\\S+:(\\d+)\\s+\\S+:\\d+(.*)$");
    private static final Pattern SENT = Pattern.compile("bytes_acked:(\\d+)");
    private static final Pattern STALLED = Pattern.compile("(?:rwnd|sndbuf)_limited:(\\d+)ms");
    /// Where the kernel cannot be asked.
    private static final List<Connection> UNKNOWN = List.of(new Connection(0, 0, Duration.ZERO));

    private final List<String> command;

    /// @param launcher what programs are started with to be where the source is
    /// @param port that the target listens at
    Sockets(String launcher, String address, int port) {
        command = new ArrayList<>();
        if (!launcher.isEmpty()) {
            command.addAll(List.of(launcher.split(" ")));
        }
        command.addAll(
                List.of("ss", "-tinHO", "state", "established", "dst", address, "and", "dport", "=", ":" + port));
    }

    /// In the order of their local ports.
    ///
    /// @param took since the last look
    /// @param before what the last look saw
    List<Connection> look(Duration took, List<Connection> before) throws InterruptedException {
        try {
            var sockets = new TreeMap<Integer, String>();
            for (var line : Launch.run(command, new byte[0]).lines().toList()) {
                var parts = LINE.matcher(line.strip());
                if (parts.matches()) {
                    sockets.put(Integer.valueOf(parts.group(1)), parts.group(2));
                }
            }
            return sockets.isEmpty() ? known(before) : connections(sockets, took, before);
        } catch (IOException e) {
            return known(before);
        }
    }

    private static List<Connection> known(List<Connection> before) {
        return before.isEmpty() ? UNKNOWN : before;
    }

    private static List<Connection> connections(Map<Integer, String> sockets, Duration took, List<Connection> before) {
        var connections = new ArrayList<Connection>();
        for (var text : sockets.values()) {
            var index = connections.size();
            var sent = sum(SENT.matcher(text));
            var earlier = index < before.size() ? before.get(index).sentBytes() : 0;
            connections.add(new Connection(sent,
                    (long) ((sent - earlier) / (Math.max(took.toNanos(), 1) / (double) TimeUnit.SECONDS.toNanos(1))),
                    Duration.ofMillis(sum(STALLED.matcher(text)))));
        }
        return connections;
    }

    private static long sum(Matcher numbers) {
        return numbers.results().mapToLong(number -> Long.parseLong(number.group(1))).sum();
    }
}
