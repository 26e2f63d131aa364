package io.gantry.baremetal.image;

import io.gantry.api.deploy.Image;
import io.gantry.base.DataDirectory;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.image.Content;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out what an image is without copying it. Reads at most a few hundred KiB, and each time anew: what a tag or URL names may change.
@Singleton
public final class Inspector {
    private final Fetch fetch;
    private final Path data;
    private final List<Path> directories;

    /// @param directories whose files may be named as images, with commas between them
    Inspector(Fetch fetch, DataDirectory data,
            @Value("${gantry.bare-metal.image-directories:}") List<String> directories) {
        this.fetch = fetch;
        this.data = data.path().toAbsolutePath().normalize();
        this.directories = directories.stream().filter(text -> !text.isBlank()).map(Path::of).toList();
    }

    /// @throws Problem INVALID if there is no such image or it is not as it should be, UNAVAILABLE if where it lies does not answer now
    public Inspected inspect(Wanted wanted) throws InterruptedException {
        var uri = uri(wanted.source());
        return switch (String.valueOf(uri.getScheme())) {
            case "http", "https" -> web(uri, wanted);
            case "file" -> file(uri, wanted);
            case "oci" -> new Candidates(fetch, wanted).inspect();
            default -> throw Problem
                    .invalid("Image '%s' is neither the name of an image nor a URL of http, https, file or oci."
                            .formatted(JsonBody.cut(wanted.source())));
        };
    }

    private static URI uri(String source) {
        try {
            return new URI(source);
        } catch (URISyntaxException e) {
            throw new Problem(Problem.Kind.INVALID, "Image '" + JsonBody.cut(source) + "' is no URL.", e);
        }
    }

    private Inspected web(URI uri, Wanted wanted) throws InterruptedException {
        var head = fetch.head(uri, wanted.secret("image_request_authorization_secret"));
        var evidence = new ArrayList<String>();
        evidence.add("%s has %s".formatted(uri, head.length() > 0 ? head.length() + " bytes" : "an unknown length"));
        return found(wanted, uri, head, Checksums.of(wanted, uri, fetch), evidence);
    }

    static Inspected found(Wanted wanted, URI uri, Fetch.Head head, String checksum, List<String> evidence) {
        var properties = new HashMap<>(Content.properties(head.bytes()));
        evidence.add("its first bytes are of the format %s with the partition table %s".formatted(
                properties.get("format"), properties.get("partition-table")));
        var said = wanted.wish("image_disk_format");
        said.filter(format -> !format.equals(properties.get("format")))
                .ifPresent(format -> evidence.add("instance_info says its format is " + format + ", which is not so"));
        properties.put("evidence", String.join("; ", evidence));
        return new Inspected(new Image(wanted.source(), uri, head.length(), checksum, properties), Optional.empty(),
                evidence);
    }

    /// Only from directories that the operator named, or everybody could have the host's own files written on his node.
    private Inspected file(URI uri, Wanted wanted) throws InterruptedException {
        try {
            var file = Path.of(uri).toRealPath();
            if (file.startsWith(data) || directories.stream().noneMatch(allowed -> within(file, allowed))) {
                throw Problem.invalid("Image %s lies in no directory of bare-metal.image-directories in gantry.yaml."
                        .formatted(uri));
            }
            try (var in = Files.newInputStream(file)) {
                var head = new Fetch.Head(in.readNBytes(Fetch.LOOK), Files.size(file));
                return found(wanted, file.toUri(), head, Checksums.of(wanted, uri, fetch),
                        new ArrayList<>(List.of("%s has %d bytes".formatted(file, head.length()))));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Problem(Problem.Kind.INVALID, "Image '%s' cannot be read: %s.".formatted(
                    JsonBody.cut(wanted.source()), e), e);
        }
    }

    private static boolean within(Path file, Path directory) {
        try {
            return file.startsWith(directory.toRealPath());
        } catch (IOException missing) {
            return false;
        }
    }

    /// What of an image is known without looking at it.
    public static Image unseen(Wanted wanted) {
        var uri = uri(wanted.source());
        return new Image(wanted.source(), uri, 0, Checksums.given(wanted).orElse(""), Map.of());
    }
}
