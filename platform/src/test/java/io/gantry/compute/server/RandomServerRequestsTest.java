package io.gantry.compute.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests made at random out of what is right, nearly right and absurd. `-Dgantry.fault.seed=N` repeats a run.
class RandomServerRequestsTest {
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int REQUESTS = Integer.getInteger("gantry.random.requests", 2000);
    private static final List<String> METHODS = List.of("GET", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD");
    private static final List<String> PLACES = List.of("servers", "servers", "servers/detail", "flavors",
            "flavors/detail",
            "os-migrations", "os-hypervisors", "os-hypervisors/detail", "os-services", "os-availability-zone",
            "os-aggregates", "nothing");
    private static final List<String> BELOW = List.of("", "", "/action", "/metadata", "/metadata/x", "/migrations",
            "/migrations/1", "/migrations/x", "/migrations/1/action", "/os-instance-actions", "/os-instance-actions/x",
            "/os-extra_specs", "/os-extra_specs/hw:tpm_version", "/os-flavor-access", "/search", "/uptime", "/%00");
    private static final List<String> QUERIES = List.of("limit", "marker", "name", "status", "host", "all_tenants",
            "deleted", "changes-since", "changes-before", "sort_key", "sort_dir", "minRam", "is_public",
            "instance_uuid",
            "migration_type", "hypervisor_hostname_pattern", "binary", "flavor", "image", "unknown");
    private static final List<String> VALUES = List.of("1", "0", "-1", "99999999999999999999", "x", "true", "none",
            "ACTIVE", "2026-05-01T10:00:00Z", "2026-05-01", "%25", "%27%20OR%201=1", "%00", "", "created_at", "asc");
    private static final List<String> WORDS = List.of("server", "name", "flavorRef", "imageRef", "networks", "metadata",
            "min_count", "max_count", "availability_zone", "host", "os-start", "os-stop", "pause", "unpause", "reboot",
            "type", "SOFT", "os-getConsoleOutput", "length", "os-migrateLive", "block_migration", "force_complete",
            "flavor",
            "ram", "vcpus", "disk", "id", "extra_specs", "hw:tpm_version", "addTenantAccess", "tenant", "status",
            "disabled_reason", "meta", "x", "description", "\\u0000", "\\ud800", "é", "", "auto", "nova:a");

    private final Random random = new Random(SEED);
    private final List<String> ids = new ArrayList<>(List.of("none", "tiny", UUID.randomUUID().toString(), "1", "a",
            "%F0%9F", "a".repeat(300)));

    @TempDir
    Path directory;

    @Test
    void noneIsAnsweredWithAFaultOfOurs() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        try (var hosts = new ComputeHosts(directory)) {
            hosts.admin.flavor("tiny", "'gantry:rate': '100'");
            var server = hosts.admin.server("one", hosts.image, "tiny", "");
            hosts.admin.await(server, "ACTIVE");
            ids.addAll(List.of(server, server, hosts.image));
            for (var number = 0; number < REQUESTS; number++) {
                var client = hosts.admin.speaking("2." + (1 + random.nextInt(96)));
                var method = pick(METHODS);
                var path = path();
                var body = method.equals("GET") || method.equals("HEAD") || random.nextInt(9) == 0 ? "" : body();
                var answer = client.send(method, path, body.getBytes(StandardCharsets.UTF_8), "application/json");
                var what = "request %d of seed %d: %s %s %s -> %d %s".formatted(number, SEED, method, path, body,
                        answer.status(), answer.text());
                assertTrue(answer.status() < 500, what);
                assertFalse(answer.text().contains("Exception") || answer.text().contains("io.gantry"), what);
            }
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String path() {
        var place = pick(PLACES);
        var path = new StringBuilder(place.endsWith("detail") || random.nextInt(3) == 0
                ? place
                : place + "/" + pick(ids) + pick(BELOW));
        for (var more = random.nextInt(3); more > 0; more--) {
            path.append(path.indexOf("?") < 0 ? '?' : '&').append(pick(QUERIES)).append('=').append(pick(VALUES));
        }
        return path.toString();
    }

    private String body() {
        var text = object(0).replace("ID", pick(ids));
        return random.nextInt(30) == 0 ? text.substring(0, text.length() / 2) : text;
    }

    private String value(int depth) {
        return switch (depth > 3 ? 2 + random.nextInt(2) : random.nextInt(5)) {
            case 0 -> object(depth);
            case 1 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            case 2 -> "\"" + pick(WORDS) + "\"";
            case 3 -> pick(List.of("0", "1", "-1", "256", "1e999", "99999999999999999999999", "true", "null", "0.5"));
            default -> "\"ID\"";
        };
    }

    private String object(int depth) {
        var fields = new ArrayList<String>();
        for (var count = depth == 0 ? 1 : random.nextInt(5); count > 0; count--) {
            fields.add("\"" + pick(WORDS) + "\": " + value(depth + 1));
        }
        return "{" + String.join(", ", fields) + "}";
    }
}
