package io.gantry.cli;

import io.gantry.base.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "secret", description = "Secrets. A payload is never an argument: others could read it in the list of processes.")
final class SecretCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Keeps the bytes of a file or of standard input.")
    int create(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--file", paramLabel = "FILE", description = "Where the payload is; else standard input.") @Nullable Path file) {
        try (var api = remote.api()) {
            var payload = file == null ? System.in.readAllBytes() : Files.readAllBytes(file);
            var fields = new HashMap<String, @Nullable Object>();
            fields.put("name", name);
            fields.put("payload_content_type", "application/octet-stream");
            fields.put("payload_content_encoding", "base64");
            fields.put("payload", Base64.getEncoder().encodeToString(payload));
            Arrays.fill(payload, (byte) 0);
            var secret = keys(api).post("/secrets", Remote.body(fields));
            remote.done(id(secret.path("secret_ref").asText()), secret);
            return 0;
        } catch (IOException e) {
            throw new Failure(Failure.Exit.USAGE, 0, "the payload cannot be read from " + file, e);
        }
    }

    @Command(description = "Lists secrets, without their payloads.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(keys(api).list("/secrets?limit=100", "secrets"), "secret_ref", "name", "secret_type",
                    "created");
            return 0;
        }
    }

    @Command(description = "Shows a secret, without its payload.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "SECRET") String id) {
        try (var api = remote.api()) {
            remote.show(keys(api).get(Api.path("secrets", id(id))));
            return 0;
        }
    }

    @Command(description = "Writes the payload to a file or to standard output.")
    int get(@Mixin Remote remote, @Parameters(paramLabel = "SECRET") String id,
            @Option(names = "--file", paramLabel = "FILE", description = "Where to; else standard output.") @Nullable Path file) {
        try (var api = remote.api()) {
            var payload = keys(api).bytes(Api.path("secrets", id(id), "payload"));
            if (file == null) {
                System.out.write(payload);
                System.out.flush();
            } else {
                PrivateFile.write(file, payload);
            }
            return 0;
        } catch (IOException e) {
            throw new Failure(Failure.Exit.USAGE, 0, "the payload cannot be written to " + file, e);
        }
    }

    @Command(description = "Forgets a secret for good.")
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "SECRET") String id) {
        try (var api = remote.api()) {
            keys(api).delete(Api.path("secrets", id(id)));
            remote.done(id + " is deleted");
            return 0;
        }
    }

    static Api keys(Api api) {
        return api.at("/key-manager/v1");
    }

    /// What the API names is a URL; its last part will do as well.
    private static String id(String secret) {
        return secret.substring(secret.lastIndexOf('/') + 1);
    }
}
