package io.gantry.image.http;

import io.gantry.base.Problem;
import io.gantry.image.Images;
import io.gantry.image.KeptImage;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

@Controller("/gantry/v1/images")
@ExecuteOn(TaskExecutors.BLOCKING)
class KeptImageController {
    private static final int MOST = 1000;

    private final Images images;

    KeptImageController(Images images) {
        this.images = images;
    }

    @Put("/{name}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    KeptImage keep(String name, HttpHeaders headers, @Body InputStream body) throws IOException {
        try (body) {
            return images.keep(name, body, headers.contentLength());
        }
    }

    @Get
    Page list(@QueryValue(defaultValue = "") String marker, @QueryValue(defaultValue = "100") int limit) {
        return Page.of(images.list(marker, checked(limit)), limit);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit is " + limit + "; it has to be from 1 to " + MOST);
        }
        return limit;
    }

    @Get("/{name}")
    KeptImage show(String name) {
        return images.find(name);
    }

    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) {
        images.delete(name);
    }

    /// @param next marker of the next page; empty if this was the last one
    record Page(List<KeptImage> images, Optional<String> next) {
        static Page of(List<KeptImage> images, int limit) {
            var next = images.size() < limit ? Optional.<String>empty() : Optional.of(images.getLast().name());
            return new Page(images, next);
        }
    }
}
