package io.gantry.barbican;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the operator sets.
public record BarbicanOptions(
        @Option(value = "Where Barbican answers, with or without /v1.", example = "https://cloud.example:9311") URI url,
        @Option(value = "Where Keystone answers; left out, nobody logs in, which is for a lab alone.", example = "https://cloud.example:5000/v3") Optional<URI> authUrl,
        @Option(value = "Who keeps the secrets there; needs the role creator or member in the project.", example = "gantry") Optional<String> user,
        @Option(value = "The user's password.", example = "file:/etc/gantry/barbican.password") Optional<Secret> password,
        @Option(value = "The project that owns the secrets there: its name, or without auth-url its id.", example = "hardware") String project,
        @Option(value = "The domain that the user is in.", fallback = "Default") String userDomain,
        @Option(value = "The domain that the project is in.", fallback = "Default") String projectDomain,
        @Option(value = "Certificates in PEM form that vouch for both services; without it those of the Java runtime.", example = "/etc/gantry/cloud-ca.pem") Optional<Path> caFile,
        @Option(value = "How long one request may take.", fallback = "10s", min = "100ms", max = "5m") Duration timeout) {}
