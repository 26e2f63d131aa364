package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gantry.cli.Failure.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command that talks to a host, and how it prints what the host answers.
final class Remote {
    /// How answers are printed.
    enum Output {
        TABLE, JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--url", paramLabel = "URL", defaultValue = "${env:GANTRY_URL:-http://127.0.0.1:8480}", description = "The host to talk to (GANTRY_URL); ${DEFAULT-VALUE}.")
    URI url = URI.create("http://127.0.0.1:8480");

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with the admin password (GANTRY_PASSWORD_FILE); GANTRY_HOME/data/admin-password.")
    @Nullable
    Path passwordFile;

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM file with the certificates to trust, if the host's is none that everybody does (GANTRY_CA).")
    @Nullable
    Path authority;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "table", description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
    Output output = Output.TABLE;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    @Mixin
    Help help = new Help();

    Api api() {
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw Failure.usage(url + " is not the URL of a host; it looks like http://127.0.0.1:8480");
        }
        var file = passwordFile();
        try {
            return new Api(withoutSlash(url), Files.readString(file).strip(), authority());
        } catch (IOException e) {
            throw new Failure(Exit.UNAUTHENTICATED, 0,
                    "the admin password cannot be read from " + file + "; name the file with --password-file", e);
        }
    }

    private Optional<Path> authority() {
        return Optional.ofNullable(authority).or(() -> Optional.ofNullable(System.getenv("GANTRY_CA")).map(Path::of));
    }

    private Path passwordFile() {
        if (passwordFile != null) {
            return passwordFile;
        }
        var named = System.getenv("GANTRY_PASSWORD_FILE");
        var home = System.getenv().getOrDefault("GANTRY_HOME", "");
        return named == null ? Path.of(home, "data", "admin-password") : Path.of(named);
    }

    private static URI withoutSlash(URI url) {
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    PrintWriter out() {
        return commandLine().getOut();
    }

    PrintWriter err() {
        return commandLine().getErr();
    }

    private picocli.CommandLine commandLine() {
        if (command == null) {
            throw new IllegalStateException("not part of a command");
        }
        return command.commandLine();
    }

    /// Prints objects, one a line, with these fields.
    void list(List<JsonNode> rows, String... columns) {
        if (output == Output.JSON) {
            out().println(JsonNodeFactory.instance.arrayNode().addAll(rows).toPrettyString());
        } else {
            new Table(List.of(columns)).print(out(), rows);
        }
    }

    /// Prints one object with all its fields.
    void show(JsonNode object) {
        if (output == Output.JSON) {
            out().println(object.toPrettyString());
        } else {
            Table.fields(out(), object, "");
        }
    }

    /// Says what was done: a sentence for people, the object for programs.
    void done(String sentence, JsonNode object) {
        out().println(output == Output.JSON ? object.toPrettyString() : sentence);
    }

    void done(String sentence) {
        done(sentence, JsonNodeFactory.instance.objectNode());
    }

    /// Follows a job to its end; 0 if it did what it should.
    int watch(Api api, JsonNode job) {
        return watch(api, job.path("id").asText());
    }

    /// Draws how far a job is.
    Bar bar() {
        return new Bar(output == Output.JSON ? err() : out(), Bar.isTerminal());
    }

    int watch(Api api, String job) {
        var ended = new JobWatch(api, bar()).follow(job);
        if (output == Output.JSON) {
            show(ended);
        }
        return JobWatch.succeeded(ended) ? 0 : Exit.FAILED.code();
    }

    /// A body without the fields that were not given.
    static Map<String, Object> body(Map<String, @Nullable Object> fields) {
        var body = new java.util.TreeMap<String, Object>();
        fields.forEach((name, value) -> {
            if (value != null) {
                body.put(name, value);
            }
        });
        return body;
    }
}
