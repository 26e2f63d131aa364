package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import io.gantry.cli.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A real guest with a real TPM moves between two QEMUs while it runs, and back.
final class QemuChapter implements Chapter {
    private static final Pattern BEAT = Pattern.compile("BEAT (\\d+) bad=(\\d+)");
    private static final String CHECKED = "TPM-CHECK 0";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONNECTIONS = 4;
    private static final long MEMORY = 256L << 20;
    private static final String NEEDS = "--qemu needs two open instances of the driver qemu, and one of qemu-single and of qemu-parallel: name the plugin qemu and these in gantry.yaml, "
            + "and install qemu-system-x86 (9.0 or later where there is no KVM), qemu-utils, swtpm, swtpm-tools, busybox-static, tpm2-tools and libtss2-tcti-device0";

    private final Instances instances;

    QemuChapter(Instances instances) {
        this.instances = instances;
    }

    @Override
    public List<TourStep> steps() {
        return List.of(
                new TourStep("A guest boots Linux on QEMU, seals an object in its TPM and writes to its memory",
                        this::start),
                new TourStep("It moves live over " + CONNECTIONS + " connections: qemu-parallel",
                        guide -> move(guide, "qemu-parallel", 1, CONNECTIONS)),
                new TourStep("It moves back live over one connection: qemu-single",
                        guide -> move(guide, "qemu-single", 0, 1)));
    }

    private String host(int index) {
        var hosts = instances.ofDriver("qemu");
        if (hosts.size() < 2 || instances.find("qemu-single").isEmpty() || instances.find("qemu-parallel").isEmpty()) {
            throw new Unexpected(NEEDS);
        }
        return hosts.get(index);
    }

    private void start(Guide guide) {
        var guest = guide.name("qemu");
        guide.api()
                .post("/guests", Map.of("name", guest, "host", host(0), "memory_bytes", MEMORY, "devices",
                        List.of(Map.of("kind", "tpm", "id", "tpm0", "version", "2.0", "model", "tpm-crb")),
                        "properties", Map.of("sample", "fill=64 dirty=16 rate=10 beat=100 tpm=2")));
        guide.api().post(Api.path("guests", guest, "start"));
        var text = await(guide, CHECKED);
        guide.expect("the TPM's index and its sealed object are made", text.contains("TPM-MAKE 0"), lastLine(text));
        guide.say(
                "the secret that its state is encrypted with lies in the key manager; the guest beats: " + beat(text));
    }

    private void move(Guide guide, String strategy, int to, int connections) {
        var before = beat(console(guide));
        var request = Map.of("target", host(to), "strategy", instances.of(strategy), "connections", connections);
        var job = guide.api().post(Api.path("guests", guide.name("qemu"), "migrate"), request);
        var events = new HashMap<String, JsonNode>();
        guide.follow(job, event -> events.put(event.path("type").asText(), event.path("data")));
        var committed = events.get("committed");
        guide.expect("committed on", host(to), committed == null ? "nothing" : committed.path("host").asText());
        guide.say("downtime %s ms".formatted(committed == null ? "?" : Table.text(committed.path("downtime_ms"))));
        var text = await(guide, CHECKED);
        guide.expect("its heart went on from where it was", beat(text) > before,
                before + " before, " + beat(text) + " after");
        guide.expect("the TPM at the new host opens what it sealed at the old one", !text.contains("TPM-CHECK 1"),
                CHECKED);
        guide.expect("times it found other memory than it had written", "0", bad(text));
    }

    private String await(Guide guide, String wanted) {
        return guide.await("'" + wanted + "' on the guest's console", PATIENCE, () -> answer(guide),
                answer -> answer.path("console").asText().contains(wanted)
                        && BEAT.matcher(answer.path("console").asText()).find())
                .path("console")
                .asText();
    }

    private static JsonNode answer(Guide guide) {
        return guide.api().get(Api.path("guests", guide.name("qemu"), "console"));
    }

    private static String console(Guide guide) {
        return answer(guide).path("console").asText();
    }

    private static long beat(String console) {
        return Long.parseLong(BEAT.matcher(console).results().toList().getLast().group(1));
    }

    private static String bad(String console) {
        return BEAT.matcher(console).results().toList().getLast().group(2);
    }

    private static String lastLine(String console) {
        return console.lines().toList().getLast();
    }
}
