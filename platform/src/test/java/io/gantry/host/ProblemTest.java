package io.gantry.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a caller sees when something goes wrong, over HTTP as everybody sees it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTest {
    private static final int MEBIBYTE = 1 << 20;
    private TestHost host;

    @Controller("/gantry/v1/test")
    @ExecuteOn(TaskExecutors.BLOCKING)
    static class Thrower {
        @Introspected
        record Thing(@NotBlank String name, @Min(1) long memoryBytes) {}

        @Get("/problem/{kind}")
        String problem(Problem.Kind kind) {
            throw new Problem(kind, "it is " + kind);
        }

        @Get("/driver/{kind}")
        String driver(DriverException.Kind kind) {
            throw new DriverException(kind, "it is " + kind);
        }

        @Get("/fault")
        String fault(@QueryValue(defaultValue = "3") int limit) {
            throw new IllegalStateException("select secret from table");
        }

        @Post("/things")
        Map<String, Object> thing(@Valid @Body Thing thing) {
            return Map.of("name", thing.name());
        }

        @Put(value = "/upload", consumes = "application/octet-stream")
        Map<String, Object> upload(@Body InputStream body) throws IOException {
            return Map.of("bytes", body.transferTo(java.io.OutputStream.nullOutputStream()));
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        host = TestHost.start(directory, "");
    }

    @AfterAll
    void stop() {
        host.close();
    }

    private JsonNode problem(HttpResponse<String> response, int status) throws IOException {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals("application/problem+json", response.headers().firstValue("content-type").orElse(""));
        var problem = JsonMapper.builder().build().readTree(response.body());
        assertEquals(status, problem.get("status").asInt());
        assertFalse(problem.get("title").asText().isEmpty());
        assertTrue(problem.get("type").asText().startsWith("urn:gantry:problem:"));
        return problem;
    }

    private String detail(HttpResponse<String> response, int status) throws IOException {
        return problem(response, status).get("detail").asText();
    }

    @ParameterizedTest
    @EnumSource
    void tellsProblemsAsTheyAre(Problem.Kind kind) throws Exception {
        var response = host.get("/gantry/v1/test/problem/" + kind);
        assertEquals("it is " + kind, detail(response, kind.status()));
    }

    @ParameterizedTest
    @EnumSource
    void givesEachKindOfDriverFailureItsStatus(DriverException.Kind kind) throws Exception {
        var statuses = Map.of("invalid", 400, "unsupported", 422, "busy", 409, "unreachable", 503, "failed", 502);
        var status = statuses.getOrDefault(kind.name().toLowerCase(Locale.ROOT), 0);
        assertEquals("it is " + kind, detail(host.get("/gantry/v1/test/driver/" + kind), status));
    }

    @Test
    void tellsNothingOfAFaultButItsId() throws Exception {
        var detail = detail(host.get("/gantry/v1/test/fault"), 500);
        assertTrue(detail.matches("Gantry has a fault; the host's log tells more under the id [0-9a-f-]{36}"), detail);
    }

    @Test
    void namesWhatIsNotThereAndWhatIsNotAllowed() throws Exception {
        assertTrue(detail(host.get("/gantry/v1/nothing"), 404).contains("/gantry/v1/nothing"));
        var response = host.post("/gantry/v1", "{}");
        assertTrue(detail(response, 405).contains("POST"));
        assertTrue(response.headers().firstValue("allow").orElse("").contains("GET"));
    }

    @Test
    void namesTheFieldThatWillNotDo() throws Exception {
        var path = "/gantry/v1/test/things";
        var invalid = detail(host.post(path, "{\"name\": \"\", \"memory_bytes\": 0}"), 400);
        assertTrue(invalid.contains("name: must not be blank"), invalid);
        assertTrue(invalid.contains("memory_bytes: must be greater than or equal to 1"), invalid);
        assertEquals("the field memory_bytes does not have a value that will do at line 1, column 31",
                detail(host.post(path, "{\"name\": \"a\", \"memory_bytes\": \"x\"}"), 400));
        assertEquals("the body has an unknown field memory_byts (did you mean memory_bytes?)",
                detail(host.post(path, "{\"name\": \"a\", \"memory_byts\": 5}"), 400));
        var limit = detail(host.get("/gantry/v1/test/fault?limit=x"), 400);
        assertTrue(limit.contains("limit"), limit);
    }

    @Test
    void saysWhereTheBodyIsNoJson() throws Exception {
        var broken = detail(host.post("/gantry/v1/test/things", "{\"name\":\n oops}"), 400);
        assertTrue(broken.startsWith("the body is not JSON") && broken.contains("line 2"), broken);
        var none = detail(host.post("/gantry/v1/test/things", ""), 400);
        assertFalse(none.contains("io.gantry"), none);
        var list = detail(host.post("/gantry/v1/test/things", "[]"), 400);
        assertFalse(list.contains("io.gantry"), list);
    }

    @Test
    void boundsDepthAndSizeOfJson() throws Exception {
        var deep = "{\"name\":" + "[".repeat(65) + "]".repeat(65) + "}";
        assertEquals(400, host.post("/gantry/v1/test/things", deep).statusCode());
        var endless = "[".repeat(100_000);
        assertEquals(400, host.post("/gantry/v1/test/things", endless).statusCode());
        var large = "{\"name\": \"" + "a".repeat(MEBIBYTE) + "\", \"memory_bytes\": 1}";
        assertTrue(detail(host.post("/gantry/v1/test/things", large), 413).contains("1 MiB"));
        assertEquals(200, host.get("/gantry/v1").statusCode());
    }

    @Test
    void streamsUploadsThatAreLargerThanJsonMayBe() throws Exception {
        var body = HttpRequest.BodyPublishers.ofByteArray(new byte[16 * MEBIBYTE]);
        var request = host.request("/gantry/v1/test/upload").header("Content-Type", "application/octet-stream");
        var response = host.send(request.PUT(body).build());
        assertEquals("{\"bytes\":" + 16 * MEBIBYTE + "}", response.body());
    }

    @Test
    void asksEverybodyForThePasswordButThoseWhoAskForItsHealth() throws Exception {
        assertEquals(200, send("/health", "", "").statusCode());
        assertEquals(200, send("/", "", "").statusCode());
        for (var path : new String[]{"/gantry/v1", "/gantry/v1/nothing", "/prometheus", "/beans",
                "/health/liveness"}) {
            assertEquals(401, send(path, "", "").statusCode(), path);
        }
        assertEquals(200, host.get("/prometheus").statusCode());
        var wrong = send("/gantry/v1", "admin", "wrong");
        assertTrue(wrong.headers().firstValue("www-authenticate").orElse("").startsWith("Basic"));
        assertTrue(detail(wrong, 401).contains("Wrong user"));
        assertEquals(401, send("/gantry/v1", "root", "wrong").statusCode());
        assertEquals(200, host.get("/gantry/v1").statusCode());
    }

    private HttpResponse<String> send(String path, String user, String password) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(host.uri() + path));
        return host.send((user.isEmpty()
                ? request
                : request.header("Authorization", TestHost.basic(user, password))).build());
    }
}
