package io.gantry.baremetal.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.deploy.Image;
import io.gantry.baremetal.image.Registry.Manifest;
import io.gantry.base.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Chooses among what a registry has under one name: a container, or an artifact with a disk image as its only layer.
final class Candidates {
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "aarch64", "arm64");
    /// What is streamed best comes first; where the host keeps a copy, what is smallest.
    private static final List<String> STREAMED = List.of("raw", "applehv", "qcow2", "qemu");
    private static final List<String> KEPT = List.of("qcow2", "qemu", "raw", "applehv");
    private static final int MOST_TRIED = 8;

    private final Wanted wanted;
    private final Reference reference;
    private final Registry registry;
    private final List<String> evidence = new ArrayList<>();

    Candidates(Fetch fetch, Wanted wanted) {
        this.wanted = wanted;
        reference = Reference.of(wanted.source());
        registry = new Registry(fetch, reference, wanted.secret("image_pull_secret"));
    }

    Inspected inspect() throws InterruptedException {
        var first = registry.manifest(reference.digest().or(reference::tag).orElseThrow());
        if (!first.isIndex()) {
            evidence.add("registry %s has a single manifest for %s".formatted(reference.host(), reference.name()));
            return judged(first).orElseThrow(this::nothing);
        }
        var entries = entries(first.json());
        for (var entry : entries.subList(0, Math.min(MOST_TRIED, entries.size()))) {
            var found = judged(registry.manifest(entry.path("digest").asText()));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw nothing();
    }

    private Problem nothing() {
        return Problem.invalid("Nothing that %s names can go on a node: %s.".formatted(wanted.source(),
                String.join("; ", evidence)));
    }

    private List<JsonNode> entries(JsonNode index) {
        var architecture = wanted.architecture().map(name -> ARCHITECTURES.getOrDefault(name, name));
        var order = wanted.wish("image_download_source").filter("local"::equals).isPresent() ? KEPT : STREAMED;
        var all = new ArrayList<JsonNode>();
        index.path("manifests").forEach(all::add);
        var fit = all.stream()
                .filter(entry -> fits(entry, architecture))
                .filter(entry -> disktype(entry).isEmpty() || order.contains(disktype(entry)))
                .filter(entry -> entry.path("digest").asText().matches("sha256:[0-9a-f]{64}"))
                .sorted(Comparator.comparingInt(entry -> priority(entry, order)))
                .toList();
        evidence.add("registry %s has %d manifests for %s, %d of them for %s".formatted(reference.host(), all.size(),
                reference.name(), fit.size(), architecture.orElse("any architecture")));
        return fit;
    }

    private static boolean fits(JsonNode entry, Optional<String> architecture) {
        var of = entry.path("platform").path("architecture").asText("");
        // Attestations lie beside containers and are for no machine.
        return !of.equals("unknown") && (of.isEmpty() || architecture.isEmpty()
                || ARCHITECTURES.getOrDefault(of, of).equals(architecture.get()));
    }

    private static String disktype(JsonNode entry) {
        return entry.path("annotations").path("disktype").asText("").toLowerCase(Locale.ROOT);
    }

    private static int priority(JsonNode entry, List<String> order) {
        var at = order.indexOf(disktype(entry));
        return at < 0 ? order.size() : at;
    }

    private Optional<Inspected> judged(Manifest manifest) throws InterruptedException {
        var json = manifest.json();
        var layers = json.path("layers");
        var type = json.path("artifactType").asText("");
        var config = json.path("config").path("mediaType").asText("");
        if (type.isEmpty() && !config.equals(EMPTY) && layers.size() > 0 && !json.path("annotations").has("disktype")) {
            return Optional.of(container(manifest, config));
        }
        if (layers.size() != 1) {
            evidence.add("manifest %s is an artifact of %d layers instead of one".formatted(manifest.digest(),
                    layers.size()));
            return Optional.empty();
        }
        evidence.add("manifest %s is an artifact (%s)".formatted(manifest.digest(), type.isEmpty() ? config : type));
        return Optional.of(artifact(manifest, layers.get(0)));
    }

    private Inspected container(Manifest manifest, String config) {
        evidence.add("manifest %s is a container (%s)".formatted(manifest.digest(), config));
        var bytes = manifest.json().path("config").path("size").asLong();
        for (var layer : manifest.json().path("layers")) {
            bytes += layer.path("size").asLong();
        }
        var properties = Map.of("format", "container", "oci", reference.pinned(manifest.digest()), "evidence",
                String.join("; ", evidence));
        return new Inspected(new Image(wanted.source(), URI.create(wanted.source()), bytes, "", properties),
                Optional.empty(), evidence);
    }

    private Inspected artifact(Manifest manifest, JsonNode layer) throws InterruptedException {
        var digest = layer.path("digest").asText();
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw Problem.invalid("The layer of manifest %s has the digest '%s', which proves nothing.".formatted(
                    manifest.digest(), digest));
        }
        var size = layer.path("size").asLong();
        var head = registry.head(digest);
        if (head.length() > 0 && head.length() != size) {
            throw Problem.invalid("Blob %s has %d bytes, and its manifest says %d.".formatted(digest, head.length(),
                    size));
        }
        var found = Inspector.found(wanted, reference.blob(digest), new Fetch.Head(head.bytes(), size), digest,
                evidence);
        var properties = new HashMap<>(found.image().properties());
        properties.put("oci", reference.pinned(manifest.digest()));
        return new Inspected(new Image(wanted.source(), found.image().source(), size, digest, properties),
                registry.authorization(), evidence);
    }
}
