package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gantry.accelerator.Bitstreams;
import io.gantry.accelerator.Bitstreams.Bitstream;
import io.gantry.base.Origin;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;

/// `/image`: the bitstreams as the clients of Glance see images, to look at. The accelerator client looks for a Glance before it programs.
@Controller("/image")
@ExecuteOn(TaskExecutors.BLOCKING)
class ImageController {
    static final String PREFIX = "/image";

    private final Bitstreams bitstreams;

    ImageController(Bitstreams bitstreams) {
        this.bitstreams = bitstreams;
    }

    @Get
    Map<String, Object> versions(Origin origin) {
        return Map.of("versions", List.of(Map.of("id", "v2.0", "status", "CURRENT", "links",
                List.of(Links.self(origin.of(PREFIX + "/v2/"))))));
    }

    @Get("/v2/images")
    Map<String, Object> list() {
        return Map.of("images", bitstreams.list().stream().map(View::of).toList(), "first", "/v2/images", "schema",
                "/v2/schemas/images");
    }

    @Get("/v2/images/{id}")
    View show(String id) {
        return View.of(bitstreams.find(id));
    }

    /// A bitstream as an image.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String id, String name, String status, String visibility, @JsonProperty("protected") boolean kept,
            String diskFormat,
            String containerFormat, long size, List<String> tags, String createdAt, String updatedAt, String self,
            String file, String schema) {
        static View of(Bitstream one) {
            var self = "/v2/images/" + one.id();
            var time = Links.time(one.changed());
            return new View(one.id(), one.file(), "active", "public", true, "raw", "bare", one.bytes(), List.of(), time,
                    time, self, self + "/file", "/v2/schemas/image");
        }
    }
}
