package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests made at random out of what is right, nearly right and absurd. `-Dgantry.fault.seed=N` repeats a run.
class RandomRequestsTest {
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int REQUESTS = 10_000;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> PARTS = List.of("secrets", "containers", "orders", "quotas", "project-quotas",
            "secret-stores", "global-default", "preferred", "acl", "metadata", "consumers", "payload", "x", "%00",
            "%2e%2e", "..;", "%F0%9F", "a".repeat(300));
    private static final List<String> WORDS = List.of("name", "payload", "payload_content_type", "text/plain",
            "payload_content_encoding", "base64", "secret_type", "opaque", "algorithm", "bit_length", "expiration",
            "type", "generic", "rsa", "key", "asymmetric", "meta", "secret_refs", "secret_ref", "read", "users",
            "project-access", "metadata", "value", "project_quotas", "secrets", "service", "resource_type", "URL",
            "2030-01-01T00:00:00Z", "application/octet-stream", "\\u0000", "\\ud800", "'", "%", "é", "");
    private static final List<String> QUERIES = List.of("limit", "offset", "name", "alg", "bits", "mode", "sort",
            "created",
            "expiration", "secret_type", "acl_only", "force", "type", "unknown");
    private static final List<String> VALUES = List.of("1", "-1", "99999999999999999999", "x", "true", "gt:2020-01-01",
            "lt:,gt:", "name:desc", "name,name", "%25", "%27%20OR%201=1", "%00", "", "NaN", "aes");

    private final Random random = new Random(SEED);
    private final List<String> ids = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void noneIsAnsweredWithAFaultOfOurs() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        try (var host = TestHost.start(directory, HostFile.of("keys: { driver: local }"))) {
            var client = new KeyManagerClient(host.uri(), "Authorization",
                    TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
            ids.add("nonsense");
            for (var number = 0; number < 5; number++) {
                var ref = client.keep("s", "payload");
                ids.add(ref.substring(ref.lastIndexOf('/') + 1));
            }
            for (var number = 0; number < REQUESTS; number++) {
                var method = pick(METHODS);
                var path = path();
                var body = random.nextInt(3) == 0 ? new byte[0] : body();
                var type = pick(List.of("application/json", "application/json", "text/plain",
                        "application/octet-stream", "text/html", "nonsense"));
                var answer = client.send(method, path, body, "Content-Type", type, "Accept",
                        pick(List.of("*/*", "application/json", "text/plain", "image/png", ",;")));
                var what = "request %d of seed %d: %s %s %s %s -> %d %s".formatted(number, SEED, method, path, type,
                        new String(body, StandardCharsets.UTF_8), answer.status(), answer.text());
                assertTrue(answer.status() < 500, what);
                assertFalse(answer.text().contains("Exception") || answer.text().contains("io.gantry")
                        || answer.text().contains("\tat "), what);
            }
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String path() {
        var path = new StringBuilder("/").append(pick(PARTS.subList(0, 6)));
        for (var depth = random.nextInt(4); depth > 0; depth--) {
            path.append('/').append(random.nextBoolean() ? pick(ids) : pick(PARTS));
        }
        if (random.nextInt(4) == 0) {
            path.append('/');
        }
        for (var more = random.nextInt(3); more > 0; more--) {
            path.append(path.indexOf("?") < 0 ? '?' : '&').append(pick(QUERIES)).append('=').append(pick(VALUES));
        }
        return path.toString();
    }

    private byte[] body() {
        if (random.nextInt(20) == 0) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        var text = value(0).replace("ID", pick(ids));
        return (random.nextInt(20) == 0 ? text.substring(0, text.length() / 2) : text).getBytes(StandardCharsets.UTF_8);
    }

    private String value(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(depth > 4 ? 3 : 5) + (depth > 4 ? 2 : 0)) {
            case 0 -> object(depth);
            case 1 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
            case 2 -> "\"" + pick(WORDS) + "\"";
            case 3 -> pick(List.of("0", "-1", "256", "1e999", "99999999999999999999999", "true", "null", "0.5"));
            default -> "\"http://x/v1/secrets/ID\"";
        };
    }

    private String object(int depth) {
        var fields = new ArrayList<String>();
        for (var count = random.nextInt(6); count > 0; count--) {
            fields.add("\"" + pick(WORDS) + "\": " + value(depth + 1));
        }
        return "{" + String.join(", ", fields) + "}";
    }
}
