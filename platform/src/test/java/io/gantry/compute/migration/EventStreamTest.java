package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.compute.LabHosts;
import io.gantry.host.TestHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stream of events of a real migration, read from a bare socket.
class EventStreamTest {
    private static final String SLOW = ", \"bytes_per_second\": 8388608, \"strategy\": \"parallel\", \"connections\": 2";

    private static final int MOST = 200;

    @TempDir
    private static Path directory = Path.of("");

    private static LabHosts lab;
    private static TestHost host;
    private static HostClient client;

    private record Message(String id, String type, String data) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(data);
        }
    }

    @BeforeAll
    static void startTheHost() throws IOException {
        lab = new LabHosts(directory);
        host = TestHost.start(directory, HostFile.of(lab.drivers()));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
    }

    @AfterAll
    static void endEverything() throws IOException {
        try {
            host.close();
        } finally {
            lab.kill();
        }
    }

    @Test
    void eventsComeAsTheyHappenWithProgressBetweenThemAndTheJobAtTheEnd() throws Exception {
        LabHosts.run(client, "seen", "\"fill\": \"100\"");
        var job = LabHosts.migrate(client, "seen", SLOW);
        try (var stream = open(job, "")) {
            var messages = messages(stream);
            var events = messages.stream().filter(message -> !message.id().isEmpty()).toList();
            assertEquals(LabHosts.events(client, job).size(), events.size());
            assertEquals(Stream.iterate(1, number -> number + 1).limit(events.size()).map(String::valueOf).toList(),
                    events.stream().map(Message::id).toList());
            var round = events.stream().filter(message -> message.type().equals("round")).findFirst().orElseThrow();
            assertEquals(2, round.json().path("data").path("connections").size(), round.data());
            assertTrue(round.json().path("data").path("connections").path(0).has("stalled_ms"), round.data());
            var first = messages.indexOf(round);
            var before = messages.subList(0, first)
                    .stream()
                    .filter(message -> message.type().equals("progress") && message.data().contains("round 1"))
                    .toList();
            assertTrue(before.size() >= 3, "a first round of two seconds is seen only " + before.size() + " times");
            assertEquals("job", messages.getLast().type());
            assertEquals("done", messages.getLast().json().path("state").asText().toLowerCase(java.util.Locale.ROOT));
        }
        try (var rest = open(job, "Last-Event-ID: 3\r\n")) {
            assertEquals("4", messages(rest).getFirst().id());
        }
    }

    @Test
    void whoReadsNothingHarmsNobodyAndWhoGoesAwayMakesRoomForOthers() throws Exception {
        LabHosts.run(client, "watched", "\"fill\": \"100\"");
        var job = LabHosts.migrate(client, "watched", ", \"bytes_per_second\": 131072, \"strategy\": \"single\"");
        client.awaitStep(job, "copy");
        var idle = new ArrayList<Socket>();
        for (var count = 0; count < MOST; count++) {
            idle.add(open(job, ""));
        }
        for (var socket : idle) {
            assertTrue(status(socket).contains(" 200 "));
        }
        try (var refused = open(job, "")) {
            assertTrue(status(refused).contains(" 503 "));
        }
        assertEquals(200, client.get("/guests/watched").status());
        for (var socket : idle) {
            socket.close();
        }
        client.await("/jobs/" + job, running -> {
            try (var again = open(job, "")) {
                return status(again).contains(" 200 ");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertEquals("copy", client.get("/jobs/" + job).json().path("step").asText());
        assertEquals(202, client.post("/jobs/" + job + "/cancel", "").status());
        client.awaitEnd(job);
    }

    private static Socket open(String job, String header) throws IOException {
        var uri = URI.create(host.uri().toString());
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(60_000);
        var password = Files.readString(host.passwordFile()).strip();
        var credentials = Base64.getEncoder()
                .encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream()
                .write(("GET /gantry/v1/jobs/" + job
                        + "/events HTTP/1.1\r\nHost: gantry\r\nAccept: text/event-stream\r\n"
                        + header + "Connection: close\r\nAuthorization: Basic " + credentials + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return String.valueOf(reader(socket).readLine());
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Everything up to the end; the sizes of the chunks between them are left out.
    private static List<Message> messages(Socket socket) throws IOException {
        var messages = new ArrayList<Message>();
        var id = "";
        var type = "";
        var data = "";
        var reader = reader(socket);
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
                messages.add(new Message(id, type, data));
                id = "";
            }
        }
        return messages;
    }
}
