package io.gantry.plugin.http;

import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import io.gantry.plugin.Installation;
import io.gantry.plugin.PluginStatus;
import io.gantry.plugin.Plugins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plugins: which are there, bringing in and taking out.
@Controller("/gantry/v1/plugins")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PluginController {
    private static final long LARGEST = 512L << 20;

    private final Plugins plugins;
    private final Installation installation;
    private final DataDirectory data;

    PluginController(Plugins plugins, Installation installation, DataDirectory data) {
        this.plugins = plugins;
        this.installation = installation;
        this.data = data;
    }

    @Get
    Map<String, List<PluginStatus>> list() {
        return Map.of("plugins", plugins.list());
    }

    @Get("/{id}")
    PluginStatus get(String id) {
        return plugins.get(id);
    }

    @Post
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    PluginStatus install(HttpRequest<?> request, @QueryValue String file, @QueryValue Optional<String> sha256)
            throws InterruptedException, IOException {
        if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,200}\\.(jar|zip)")) {
            throw Problem.invalid("file is the name of a jar or zip, without its directory: acme-1.0.0.jar");
        }
        var upload = Files.createTempFile(data.child("uploads"), "plugin-", ".part");
        try (var body = ((ServerHttpRequest<?>) request).byteBody().toInputStream()) {
            copy(body, upload, file);
            return installation.install(upload, file, sha256);
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private static void copy(InputStream body, Path upload, String file) throws IOException {
        try (var out = Files.newOutputStream(upload)) {
            var buffer = new byte[1 << 16];
            var total = 0L;
            for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                total += count;
                if (total > LARGEST) {
                    throw new Problem(Problem.Kind.TOO_LARGE,
                            file + " is larger than " + (LARGEST >> 20) + " MiB, which no plugin may be");
                }
                out.write(buffer, 0, count);
            }
        }
    }

    @Delete("/{id}")
    PluginStatus remove(String id) throws InterruptedException {
        return installation.remove(id);
    }
}
