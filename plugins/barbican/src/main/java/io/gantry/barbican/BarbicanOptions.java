package io.gantry.barbican;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the operator sets.
public record BarbicanOptions(
        @Option("Where Barbican answers, such as https://cloud.example:9311, with or without /v1.") URI url,
        @Option("Where Keystone answers, such as https://cloud.example:5000/v3; left out, nobody logs in, which is for a lab alone.") Optional<URI> authUrl,
        @Option("Who keeps the secrets there; needs the role creator or member in the project.") Optional<String> user,
        @Option("The user's password.") Optional<Secret> password,
        @Option("The project that owns the secrets there: its name, or without auth-url its id.") String project,
        @Option(value = "The domain that the user is in.", fallback = "Default") String userDomain,
        @Option(value = "The domain that the project is in.", fallback = "Default") String projectDomain,
        @Option("Certificates in PEM form that vouch for both services; without it those of the Java runtime.") Optional<Path> caFile,
        @Option(value = "How long one request may take.", fallback = "10s", min = "100ms", max = "5m") Duration timeout) {}
