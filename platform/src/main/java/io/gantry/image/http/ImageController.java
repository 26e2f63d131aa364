package io.gantry.image.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.image.Images;
import io.gantry.image.KeptImage;
import io.gantry.image.Shelf;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/image`: the images as the clients of Glance see them, to look at.
@Controller(ImageService.PREFIX)
@ExecuteOn(TaskExecutors.BLOCKING)
class ImageController {
    private static final int PAGE = 1000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssX")
            .withZone(ZoneOffset.UTC);

    private final Images images;
    private final Collection<Shelf> shelves;

    ImageController(Images images, Collection<Shelf> shelves) {
        this.images = images;
        this.shelves = shelves;
    }

    @Get
    Map<String, Object> versions(Origin origin) {
        return Map.of("versions", List.of(Map.of("id", "v2.0", "status", "CURRENT", "links",
                List.of(Map.of("href", origin.of(ImageService.PREFIX + "/v2/"), "rel", "self")))));
    }

    /// With `name`, only those of that name. A page ends where `limit` says; the next one begins after the image that `marker` names.
    @Get("/v2/images")
    Map<String, Object> list(HttpRequest<?> request) {
        var asked = request.getParameters();
        var limit = Optional.ofNullable(asked.get("limit")).map(ImageController::limit).orElse(PAGE);
        var after = Optional.ofNullable(asked.get("marker")).map(this::marker).orElse("");
        var name = Optional.ofNullable(asked.get("name"));
        var found = new ArrayList<View>();
        if (name.isPresent()) {
            images.named(name.get()).map(View::of).ifPresent(found::add);
        } else {
            images.list(after, limit).stream().map(View::of).forEach(found::add);
        }
        var answer = new LinkedHashMap<String, Object>();
        if (name.isEmpty() && found.size() == limit) {
            answer.put("next", "/v2/images?limit=" + limit + "&marker=" + found.getLast().id());
        } else {
            others().filter(one -> name.isEmpty() || name.get().equals(one.name())).forEach(found::add);
        }
        answer.put("images", found);
        answer.put("first", "/v2/images");
        answer.put("schema", "/v2/schemas/images");
        return answer;
    }

    @Get("/v2/images/{id}")
    View show(String id) {
        return kept(id).map(View::of)
                .or(() -> others().filter(one -> one.id().equals(id)).findFirst())
                .orElseThrow(() -> Problem.notFound("No image found with ID " + JsonBody.cut(id)));
    }

    private java.util.stream.Stream<View> others() {
        return shelves.stream().flatMap(shelf -> shelf.items().stream()).map(View::of);
    }

    private Optional<KeptImage> kept(String id) {
        return JsonBody.parsed(id).flatMap(images::find);
    }

    private String marker(String id) {
        return kept(id).map(KeptImage::name)
                .orElseThrow(() -> Problem.invalid("The marker " + JsonBody.cut(id) + " is the id of no image."));
    }

    private static int limit(String text) {
        try {
            var limit = Integer.parseInt(text);
            if (limit >= 1) {
                return Math.min(limit, PAGE);
            }
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.INVALID, "limit is not a whole number.", e);
        }
        throw Problem.invalid("limit is at least 1.");
    }

    /// What a client of Glance reads.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String id, String name, String status, String visibility, @JsonProperty("protected") boolean kept,
            String diskFormat, String containerFormat, long size, int minDisk, int minRam, List<String> tags,
            String createdAt, String updatedAt, String self, String file, String schema,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> osHashAlgo,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> osHashValue) {
        static View of(KeptImage one) {
            return of(one.id().toString(), one.name(), one.properties().getOrDefault("format", "raw"), one.bytes(),
                    one.created(), one.created(), Optional.of("sha256"), Optional.of(one.sha256()));
        }

        static View of(Shelf.Item one) {
            return of(one.id(), one.name(), one.format(), one.bytes(), one.created(), one.changed(), Optional.empty(),
                    Optional.empty());
        }

        private static View of(String id, String name, String format, long bytes, Instant created, Instant changed,
                Optional<String> algorithm, Optional<String> hash) {
            var self = "/v2/images/" + id;
            return new View(id, name, "active", "public", true, format, "bare", bytes, 0, 0, List.of(),
                    TIME.format(created), TIME.format(changed), self, self + "/file", "/v2/schemas/image", algorithm,
                    hash);
        }
    }
}
