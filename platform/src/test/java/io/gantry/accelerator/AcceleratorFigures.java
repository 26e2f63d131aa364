package io.gantry.accelerator;

import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Prints how long the inventory and binding take, over lab devices. Run its `main` with the tests' class path in `platform`:
/// `java --enable-native-access=ALL-UNNAMED -cp CLASSPATH io.gantry.accelerator.AcceleratorFigures [INSTANCES]`, where 25 instances make
/// about 100,000 parts.
public final class AcceleratorFigures {
    private static final int EACH = 4000;
    private static final int ROUNDS = 30;

    private AcceleratorFigures() {}

    public static void main(String[] arguments) throws Exception {
        var instances = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 25;
        var directory = Files.createTempDirectory("figures-");
        var lines = new ArrayList<String>();
        lines.add("small: { driver: lab-accelerator, devices: 1000, kind: nic, host: small }");
        IntStream.range(0, instances)
                .forEach(number -> lines.add(
                        "i%d: { driver: lab-accelerator, devices: %d, host: h%d }".formatted(number, EACH, number)));
        try (var host = TestHost.start(directory, HostFile.of(lines.toArray(String[]::new)))) {
            measure(host, instances, directory);
        }
    }

    private static void measure(TestHost host, int instances, Path directory) throws Exception {
        var admin = new AcceleratorClient(host.uri(),
                TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
        var look = host.bean(Look.class);
        var names = IntStream.range(0, instances).mapToObj(number -> "i" + number).toList();
        say("first report of %d devices".formatted(instances * EACH), 1, () -> names.forEach(name -> at(look, name)));
        at(look, "small");
        var few = names.subList(0, Math.min(3, names.size()));
        say("report and difference of %d devices, nothing new".formatted(few.size() * EACH), 5,
                () -> few.forEach(name -> at(look, name)));
        var records = host.bean(InventoryRecords.class);
        say("difference alone of %d devices".formatted(few.size() * EACH), 5,
                () -> few.forEach(name -> difference(host, records, name)));
        say("GET /accelerator/v2/devices of 1000", ROUNDS,
                () -> quiet(() -> admin.get("devices?hostname=small").is(200)));
        admin.profile("one", "'resources:FPGA': '1'");
        var parts = records.parts(
                Optional.of(records.devices(new DeviceQuery(Optional.empty(), Optional.empty(), Optional.of("h0"),
                        Optional.empty())).get(17).id()));
        say("bind by PATCH, with %d parts".formatted(instances * EACH + 1000), ROUNDS,
                () -> quiet(() -> bind(admin, parts.getFirst())));
        say("place among all, until it is bound", ROUNDS,
                () -> quiet(() -> admin.post("/gantry/v1/accelerator-requests/"
                        + admin.request("one").getFirst() + "/place", "{'instance': '%s'}".formatted(UUID.randomUUID()))
                        .is(202)));
        System.out.println("data: " + directory);
    }

    private static AcceleratorClient.Answer bind(AcceleratorClient admin, KnownPart part) throws Exception {
        var arq = admin.request("one").getFirst();
        admin.send("PATCH", "accelerator_requests",
                "{'%s': [{'op': 'add', 'path': '/hostname', 'value': '%s'}, {'op': 'add', 'path': '/device_rp_uuid', 'value': '%s'}, {'op': 'add', 'path': '/instance_uuid', 'value': '%s'}]}"
                        .formatted(arq, part.owner().host(), part.id(), UUID.randomUUID()))
                .is(202);
        return admin.delete("accelerator_requests?arqs=" + arq).is(204);
    }

    private static void difference(TestHost host, InventoryRecords records, String name) {
        var reports = host.bean(Reports.class);
        var seen = records.seen(name);
        var report = seen.keySet().stream().flatMap(id -> reports.device(name, id).stream()).toList();
        var onHost = "h" + name.substring(1);
        var changes = new Difference(name, onHost, records.claims(onHost, name)).of(seen, report);
        if (!changes.isEmpty()) {
            throw new AssertionError("nothing has changed");
        }
    }

    private static void at(Look look, String name) {
        quiet(() -> look.at(name));
    }

    private interface Work {
        Object done() throws Exception;
    }

    private static void quiet(Work work) {
        try {
            var _ = work.done();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void say(String what, int rounds, Runnable work) {
        var times = new long[rounds];
        for (var round = 0; round < rounds; round++) {
            var begin = System.nanoTime();
            work.run();
            times[round] = System.nanoTime() - begin;
        }
        Arrays.sort(times);
        System.out.printf("%-70s p50 %,9.1f ms   worst %,9.1f ms   of %s%n", what, times[rounds / 2] / 1e6,
                times[rounds - 1] / 1e6,
                List.of(rounds));
    }
}
