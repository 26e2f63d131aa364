package io.gantry.cli.tour;

import io.gantry.cli.Api;
import io.gantry.cli.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A secret is kept, and the database alone does not reveal it.
final class SecretChapter implements Chapter {
    private static final int LENGTH = 24;

    private final Instances instances;
    private final String payload;

    SecretChapter(Instances instances) {
        this.instances = instances;
        var random = new byte[LENGTH];
        new SecureRandom().nextBytes(random);
        this.payload = "tour " + HexFormat.of().formatHex(random) + " secret";
    }

    @Override
    public List<TourStep> steps() {
        return List.of(new TourStep("A secret is kept in the local key store and read back", this::keep),
                new TourStep("The database alone does not reveal it", this::search));
    }

    private void keep(Guide guide) {
        instances.of("local");
        var keys = guide.api().at("/key-manager/v1");
        var ref = keys.post("/secrets", Map.of("name", guide.name("secret"), "payload", payload,
                "payload_content_type", "text/plain")).path("secret_ref").asText();
        var id = ref.substring(ref.lastIndexOf('/') + 1);
        guide.say("secret %s of %d bytes is kept in %s".formatted(id, payload.length(), keys
                .get("/secret-stores/global-default")
                .path("name")
                .asText()));
        var back = new String(keys.bytes(Api.path("secrets", id, "payload")), StandardCharsets.UTF_8);
        guide.expect("what is read back is what was kept", back.equals(payload), back.length() + " bytes");
        var shown = keys.get(Api.path("secrets", id)).toString();
        guide.expect("what is told about it has no payload", !reveals(shown), "its name, type and times only");
    }

    private void search(Guide guide) throws IOException {
        var file = guide.scratch().resolve("backup");
        guide.api().download("/database/backup", file);
        var backup = Files.readString(file, StandardCharsets.ISO_8859_1);
        guide.say("backup of the whole database: %s".formatted(new Size(Files.size(file))));
        guide.expect("the secret's name is in it, so it would be seen", backup.contains(guide.name("secret")),
                guide.name("secret"));
        guide.expect("the payload is not in it", !reveals(backup),
                "neither as text nor in base64 nor in hexadecimal digits");
    }

    private boolean reveals(String text) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        var base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return text.contains(payload) || text.contains(base64)
                || text.toLowerCase(Locale.ROOT).contains(HexFormat.of().formatHex(bytes));
    }
}
