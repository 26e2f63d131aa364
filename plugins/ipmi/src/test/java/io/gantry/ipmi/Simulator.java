package io.gantry.ipmi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.hardware.Node;
import io.gantry.api.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// OpenIPMI's `ipmi_sim` with one controller whose node is a few small files: a power state and a boot device.
final class Simulator implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/ipmi_sim");
    static final String PASSWORD = "canary-secret";
    private static final String NO_EVENTS = "0".repeat(15);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final Path directory;
    private final int port;
    private final Process process;

    Simulator(Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        this.port = freePort();
        var chassis = Files.writeString(directory.resolve("chassis"), chassis(directory));
        if (!chassis.toFile().setExecutable(true)) {
            throw new IOException(chassis + " cannot be made executable");
        }
        Files.writeString(directory.resolve("lan.conf"), lan(port, chassis));
        Files.writeString(directory.resolve("sim.emu"), controller());
        process = new ProcessBuilder(PROGRAM.toString(), "-c", directory.resolve("lan.conf").toString(), "-f",
                directory.resolve("sim.emu").toString(), "-s", directory.resolve("kept").toString(), "-n")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        for (var until = System.nanoTime() + PATIENCE; free(port);) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IOException("ipmi_sim does not listen: " + Files.readString(directory.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /// What the simulator calls to do something to the node.
    private static String chassis(Path directory) {
        return """
            #!/bin/sh
            # Called with the controller's address, get or set, and what.
            cd %s; shift; verb=$1; shift
            while [ $# -gt 0 ]; do
              case $verb-$1 in
                get-power) echo "power:$(cat power 2>/dev/null || echo 0)";;
                get-boot) echo "boot:$(cat boot 2>/dev/null || echo default)";;
                set-power|set-boot) echo "$2" > "$1"; shift;;
                set-shutdown) echo 0 > power; shift;;
                set-*) shift;;
              esac
              shift
            done
            """.formatted(directory);
    }

    /// Who may come in, and where.
    private static String lan(int port, Path chassis) {
        return """
            name "gantry"
            set_working_mc 0x20
              startlan 1
                addr 127.0.0.1 %d
                priv_limit admin
                allowed_auths_callback none md5
                allowed_auths_user none md5
                allowed_auths_operator none md5
                allowed_auths_admin none md5
                guid a123456789abcdefa123456789abcdef
              endlan
              chassis_control "%s 0x20"
              startnow false
              user 2 true "watcher" "%s" user 10 none md5
              user 3 true "admin" "%s" admin 10 none md5
            """.formatted(port, chassis, PASSWORD, PASSWORD);
    }

    /// One controller with one sensor and the inventory of the node.
    private static String controller() {
        return """
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
            sensor_add 0x20 0 1 0x01 0x01
            sensor_set_value 0x20 0 1 0x17 0
            sensor_set_event_support 0x20 0 1 enable scanning none %s %s %s %s
            main_sdr_add 0x20 %s
            mc_add_fru_data 0x20 0 64 data %s
            mc_enable 0x20
            """.formatted(NO_EVENTS, NO_EVENTS, NO_EVENTS, NO_EVENTS,
                bytes(inletTemperature()), bytes(inventory()));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean free(int port) {
        try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (SocketException taken) {
            return false;
        }
    }

    Node node(String name, Map<String, String> more) {
        var properties = new java.util.TreeMap<>(Map.of(Address.HOST, "127.0.0.1", Address.PORT, Integer.toString(port),
                Address.USER, "admin"));
        properties.putAll(more);
        return new Node(name, properties, Map.of(Address.PASSWORD, new Secret(PASSWORD.getBytes(US_ASCII))));
    }

    String file(String name) throws IOException {
        return Files.readString(directory.resolve(name)).strip();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static String bytes(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(index -> "0x%02x".formatted(bytes[index] & 0xff))
                .collect(Collectors.joining(" "));
    }

    /// A full sensor record (IPMI 2.0, table 43-1): unsigned degrees Celsius, as they are.
    private static byte[] inletTemperature() {
        var name = "Inlet Temp".getBytes(US_ASCII);
        var record = new ByteArrayOutputStream();
        record.writeBytes(new byte[]{0, 0, 0x51, 1, (byte) (43 + name.length), 0x20, 0, 1, 7, 1, 0x7f, 0x68, 1, 1});
        record.writeBytes(new byte[6]); // masks of events and thresholds: none
        record.writeBytes(new byte[]{0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 23, 40, 10, (byte) 0xff, 0});
        record.writeBytes(new byte[11]); // thresholds, hysteresis, reserved, OEM
        record.write(0xc0 | name.length);
        record.writeBytes(name);
        return record.toByteArray();
    }

    /// A header and an area about the product, each with its checksum.
    private static byte[] inventory() {
        var product = new ByteArrayOutputStream();
        product.writeBytes(new byte[]{1, 6, 0x19});
        for (var text : new String[]{"Gantry Lab", "Simulator", "", "", "SN-4711", "", ""}) {
            product.write(0xc0 | text.length());
            product.writeBytes(text.getBytes(US_ASCII));
        }
        product.write(0xc1);
        product.writeBytes(new byte[47 - product.size()]);
        return concat(summed(new byte[]{1, 0, 0, 0, 1, 0, 0}), summed(product.toByteArray()));
    }

    private static byte[] summed(byte[] area) {
        var sum = 0;
        for (var one : area) {
            sum += one;
        }
        return concat(area, new byte[]{(byte) -sum});
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
