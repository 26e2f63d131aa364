package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// An agent in a process of its own, and the host's side of the conversation.
final class LabProcess {
    static final int DISK = 8 << 20;

    private final Path directory;
    private final Process process;
    private HttpClient client = HttpClient.newHttpClient();
    private String callback = "";

    private LabProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    static LabProcess start(Path directory, String disc) throws IOException {
        Files.createDirectories(directory);
        var disk = new byte[DISK];
        Arrays.fill(disk, (byte) 7);
        Files.write(directory.resolve("disk"), disk);
        Files.writeString(directory.resolve("machine.properties"),
                "name=n1\ndisk=disk\naddresses=52:54:00:00:00:01,52:54:00:00:00:02\n");
        Files.writeString(directory.resolve("disc"), disc);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xshare:auto",
                "-cp", LabAgent.classPath(), LabAgent.class.getName(), directory.toString()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        return new LabProcess(directory, process);
    }

    /// Waits for the first heartbeat, which says where the agent listens.
    LabProcess meets(PlayedHost host) throws InterruptedException, IOException, GeneralSecurityException {
        var heartbeat = host.nextHeartbeat();
        callback = String.valueOf(heartbeat.get("callback_url"));
        if (heartbeat.get("agent_verify_ca") instanceof String pem) {
            client = HttpClient.newBuilder().sslContext(trust(pem)).build();
        }
        return this;
    }

    private static SSLContext trust(String pem) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("agent", CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8))));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(callback + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String name, Map<String, ? extends @Nullable Object> parameters)
            throws IOException, InterruptedException {
        var body = Json.write(Map.of("name", name, "params", parameters));
        return client.send(HttpRequest
                .newBuilder(URI.create(callback + "/v1/commands/?wait=false&agent_token=" + PlayedHost.TOKEN))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    /// What became of a command once it has ended.
    Map<String, @Nullable Object> run(String name, Map<String, ? extends @Nullable Object> parameters)
            throws IOException, InterruptedException {
        var begun = Json.object(post(name, parameters).body().getBytes(UTF_8));
        return Json.object(get("/v1/commands/" + begun.get("id") + "?wait=true&agent_token=" + PlayedHost.TOKEN).body()
                .getBytes(UTF_8));
    }

    /// What became of a command that has ended when it is answered.
    Map<String, @Nullable Object> runNow(String name, Map<String, ? extends @Nullable Object> parameters)
            throws IOException, InterruptedException {
        return Json.object(post(name, parameters).body().getBytes(UTF_8));
    }

    /// Returns once nobody listens any more.
    void awaitSilence() throws InterruptedException {
        for (var i = 0; i < 600; i++) {
            try {
                get("/v1/status");
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (IOException gone) {
                return;
            }
        }
        throw new AssertionError("the agent still listens");
    }

    byte[] disk() throws IOException {
        return Files.readAllBytes(directory.resolve("disk"));
    }

    String note(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent lives on");
        }
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// `image_info` of an image without a checksum.
    static Map<String, @Nullable Object> image(String url, String format) {
        var info = new LinkedHashMap<String, @Nullable Object>();
        info.put("id", "image-1");
        info.put("urls", List.of(url));
        info.put("disk_format", format);
        info.put("stream_raw_images", true);
        return info;
    }
}
