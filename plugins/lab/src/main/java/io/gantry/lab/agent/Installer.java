package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Plays an operating system's installer: fetches the kickstart that the disc names, says there which machine asks (as `inst.ks.sendmac` does), writes the
/// image of its `liveimg` line, and says how it stands by the `curl` lines of its `%pre`, `%post` and `%onerror` sections. It knows no other lines.
final class Installer {
    private static final int TRIES = 30;
    private static final long PAUSE_MILLIS = 500;
    private static final Pattern LIVE_IMAGE = Pattern
            .compile("(?m)^liveimg\\b.*?--url[= ]\"?(?<url>[^\"\\s]+)\"?(?:.*--checksum[= ]\"?(?<sum>[0-9a-fA-F]+))?");
    private static final Pattern CURL = Pattern
            .compile("curl\\b.*?(?:-d|--data)[= ]'(?<body>[^']+)'.*?(?<url>https?://\\S+)");

    private final Machine machine;
    private final Disc disc;
    private final Mishaps mishaps;

    Installer(Machine machine, Disc disc) {
        this.machine = machine;
        this.disc = disc;
        mishaps = new Mishaps(disc.all("fault"));
    }

    void run() throws IOException, InterruptedException {
        var kickstart = kickstart();
        mishaps.at("installer");
        report(section(kickstart, "pre"));
        try {
            install(kickstart);
        } catch (AgentError | IOException failed) {
            System.out.println("failed: " + failed);
            report(section(kickstart, "onerror"));
            throw failed;
        }
        report(section(kickstart, "post"));
        machine.wish(kickstart.matches("(?ms).*^(poweroff|shutdown)\\b.*") ? "off" : "reboot");
    }

    private String kickstart() throws IOException, InterruptedException {
        var headers = new HashMap<String, String>();
        for (var i = 0; i < machine.addresses().size(); i++) {
            headers.put("X-RHN-Provisioning-MAC-" + i, "eth" + i + " " + machine.addresses().get(i));
        }
        for (var i = 1;; i++) {
            var answer = Http.get(URI.create(disc.needed("ks")), headers);
            if (answer.status() == 200) {
                return new String(answer.body(), UTF_8).replace("\\\n", " ");
            }
            if (i == TRIES) {
                throw new IOException("the kickstart was answered with " + answer.status());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private void install(String kickstart) throws IOException, InterruptedException {
        var image = LIVE_IMAGE.matcher(kickstart);
        if (!image.find()) {
            throw new IOException("the kickstart has no line liveimg --url=...");
        }
        var disk = new Disk(machine.disk(), mishaps);
        try (var source = Source.open(URI.create(image.group("url")), Map.of())) {
            var sum = image.group("sum");
            disk.write(Unpacked.of(sum == null ? source : new Verified(source, image.group("url"), "sha256", sum)),
                    source.length(), (_, _, _) -> {});
        }
    }

    /// What stands in the sections of that name.
    private static String section(String kickstart, String name) {
        var found = Pattern.compile("(?ms)^%" + name + "\\b(.*?)^%end").matcher(kickstart);
        var text = new StringBuilder();
        while (found.find()) {
            text.append(found.group(1));
        }
        return text.toString();
    }

    private void report(String section) throws IOException, InterruptedException {
        mishaps.at("heartbeat");
        var calls = CURL.matcher(section);
        while (calls.find()) {
            var answer = Http.post(URI.create(calls.group("url")), calls.group("body").getBytes(UTF_8),
                    Map.of("X-OpenStack-Ironic-API-Version", "1.72"));
            System.out.println("reported to " + calls.group("url") + ": " + answer.status());
        }
    }
}
