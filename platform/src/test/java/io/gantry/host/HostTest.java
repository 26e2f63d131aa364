package io.gantry.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {
    @Test
    void startsOnAnEmptyFileAndAnswers(@TempDir Path directory) throws Exception {
        try (var host = TestHost.start(directory, "")) {
            var root = host.get("/gantry/v1");
            assertEquals(200, root.statusCode(), root.body());
            assertTrue(root.body().contains("\"name\":\"gantry\""), root.body());
            var none = host.send(HttpRequest.newBuilder(host.uri().resolve("/gantry/v1")).build());
            assertEquals(401, none.statusCode());
            assertTrue(none.headers().firstValue("WWW-Authenticate").orElseThrow().startsWith("Basic "));
            var health = host.send(HttpRequest.newBuilder(host.uri().resolve("/health")).build());
            assertEquals("{\"status\":\"UP\"}", health.body());
        }
    }

    @Test
    void keepsNoImageThatIsLargerThanTheFileAllows(@TempDir Path directory) throws Exception {
        try (var host = TestHost.start(directory, "images: { largest-bytes: 1000 }")) {
            assertEquals(413, image(host, 1001));
            assertEquals(200, image(host, 1000));
        }
    }

    private static int image(TestHost host, int bytes) throws Exception {
        return host.send(host.request("/gantry/v1/images/disk")
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                .build()).statusCode();
    }
}
