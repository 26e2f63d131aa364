package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests and patches made at random out of what is right, nearly right and absurd. `-Dgantry.fault.seed=N` repeats a run,
/// `-Dgantry.random.requests=N` makes more of them.
class RandomNodeRequestsTest {
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int REQUESTS = Integer.getInteger("gantry.random.requests", 3000);
    private static final List<String> FIELDS = Arrays.stream(NodeField.values()).map(NodeField::word).toList();
    private static final List<String> OTHERS = List.of("uuid", "traits", "provision_state", "links", "node_uuid",
            "address", "physical_network", "local_link_connection", "portgroup_uuid", "category", "steps",
            "candidate_nodes", "node", "public", "target", "reason", "boot_device", "id", "nonsense");
    private static final List<String> TARGETS = List.of("manage", "provide", "inspect", "clean", "active", "deleted",
            "rebuild", "rescue", "unrescue", "abort", "adopt", "service", "unhold", "power on", "power off",
            "rebooting",
            "uefi", "nonsense");
    private static final List<String> BELOW = List.of("", "/states", "/validate", "/traits", "/traits/CUSTOM_A",
            "/history", "/inventory", "/firmware", "/children", "/bios", "/vmedia", "/management/boot_device",
            "/management/boot_device/supported", "/management/inject_nmi", "/allocation", "/ports", "/portgroups",
            "/vifs", "/vifs/x", "/maintenance", "/states/provision", "/states/power", "/states/boot_mode",
            "/states/secure_boot");
    private static final List<String> PLACES = List.of("/ports", "/portgroups", "/allocations", "/deploy_templates",
            "/runbooks", "/drivers", "/conductors", "/nodes/detail");
    private static final List<String> QUERIES = List.of("limit=1", "limit=-1", "marker=x", "sort_key=name",
            "sort_key=x", "sort_dir=desc", "fields=uuid,name", "fields=x", "detail=true", "driver=rack",
            "provision_state=available", "provision_state=x", "associated=true", "shard=a,b",
            "description_contains=%25_!", "parent_node=x", "maintenance=maybe", "resource_class=bm", "unknown=1");

    private final Random random = new Random(SEED);
    private final List<String> ids = new ArrayList<>(List.of("none", UUID.randomUUID().toString()));

    @TempDir
    Path directory;

    @Test
    void noneIsAnsweredWithAFaultOfOursAndEveryNodeThatIsKeptIsWhole() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        try (var host = TestHost.start(directory,
                HostFile.of("keys: { driver: local }", "rack: { driver: lab-hardware }"))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile()).at("/baremetal/v1");
            for (var number = 0; number < REQUESTS; number++) {
                var method = pick(List.of("GET", "POST", "POST", "PUT", "PUT", "PATCH", "PATCH", "DELETE"));
                var path = path(method);
                var body = method.equals("GET") ? "" : body(method, path);
                var answer = client.ask(method, path, body);
                var what = "request %d of seed %d: %s %s %s -> %d %s".formatted(number, SEED, method, path, body,
                        answer.status(), answer.text());
                assertTrue(answer.status() < 500, what);
                assertFalse(answer.text().contains("Exception") || answer.text().contains("io.gantry"), what);
                if (answer.status() == 201) {
                    ids.add(answer.json().path("uuid").asText());
                }
            }
            var kept = client.get("/nodes/detail?limit=1000");
            assertEquals(200, kept.status(), kept::text);
            kept.json().path("nodes").forEach(node -> {
                assertTrue(node.path("driver").asText().equals("rack"), node::toString);
                ProvisionState.of(node.path("provision_state").asText());
            });
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String path(String method) {
        if (method.equals("POST") && random.nextInt(3) > 0) {
            return random.nextBoolean() ? "/nodes" : pick(PLACES);
        }
        var path = random.nextInt(4) == 0 ? pick(PLACES) + "/" + pick(ids) : "/nodes/" + pick(ids) + pick(BELOW);
        var listing = method.equals("GET") && random.nextInt(4) == 0;
        return (listing ? random.nextBoolean() ? "/nodes" : pick(PLACES) : path)
                + (random.nextInt(3) == 0 ? "?" + pick(QUERIES) + "&" + pick(QUERIES) : "");
    }

    private String body(String method, String path) {
        var text = switch (method) {
            case "PATCH" -> several(this::operation, 3);
            case "POST" -> path.equals("/nodes") ? node() : object(0);
            default -> random.nextBoolean() ? "{\"target\": \"" + pick(TARGETS) + "\"}" : object(0);
        };
        return random.nextInt(40) == 0 ? text.substring(0, text.length() / 2) : text;
    }

    private String node() {
        return random.nextInt(3) == 0
                ? "{\"driver\": \"rack\", \"resource_class\": \"bm\"}"
                : "{\"driver\": \"rack\", \"%s\": %s}".formatted(pick(FIELDS), value(0));
    }

    private String operation() {
        return "{\"op\": \"%s\", \"path\": \"/%s%s\", \"value\": %s}".formatted(
                pick(List.of("add", "add", "replace", "remove", "test", "move")), pick(FIELDS),
                pick(List.of("", "", "/a", "/a/b", "/0", "/-", "/~1x", "/")), value(0));
    }

    private String several(java.util.function.Supplier<String> one, int most) {
        return IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(_ -> one.get())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String object(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> "\"%s\": %s".formatted(pick(random.nextBoolean() ? FIELDS : OTHERS), value(depth + 1)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> pick(List.of("0", "-1", "1e999", "99999999999999999999999", "true", "false", "null", "0.5"));
            case 1 -> "\"" + pick(ids) + "\"";
            case 2 -> "\"" + pick(List.of("rack", "direct", "autodetect", "******", "\\u0000", "\\ud800", "../x", "é",
                    "CUSTOM_A", "", "x".repeat(300), "aa:bb:cc:dd:ee:ff", "CDROM", "http://127.0.0.1:1/x")) + "\"";
            case 3 -> "{\"redfish_password\": \"p\", \"$secret\": \"x\"}";
            case 4 -> "[{\"interface\": \"deploy\", \"step\": \"x\", \"args\": {}, \"priority\": 10}]";
            case 5 -> several(() -> value(depth + 1), 3);
            default -> object(depth);
        };
    }
}
