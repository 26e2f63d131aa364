package io.gantry.vault;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the operator sets for `vault-transit`.
public record TransitOptions(
        @Option(value = "Where Vault or OpenBao answers.", example = "https://vault.example:8200") URI url,
        @Option(value = "A token that may use the mount; give this, or role-id.", example = "file:/etc/gantry/vault.token") Optional<Secret> token,
        @Option(value = "The role to log in with by AppRole; give this, or token.", example = "6f0c4f2e-8a3b-4f6d-9a53-0f6b7d2f9e11") Optional<String> roleId,
        @Option(value = "The secret id that belongs to role-id, if the role asks for one.", example = "file:/etc/gantry/vault.secret-id") Optional<Secret> secretId,
        @Option(value = "Where AppRole is enabled.", fallback = "approle") String approleMount,
        @Option(value = "The namespace, for servers that have them.", example = "ns1/") Optional<String> namespace,
        @Option(value = "Where the secrets engine transit is enabled.", fallback = "transit") String mount,
        @Option(value = "What the names of keys begin with; a dash and the project follow.", fallback = "gantry") String prefix,
        @Option(value = "Certificates in PEM form that vouch for the server; without it those of the Java runtime.", example = "/etc/gantry/vault-ca.pem") Optional<Path> caFile,
        @Option(value = "How long one request may take.", fallback = "10s", min = "100ms", max = "5m") Duration timeout) {
    Address address() {
        return new Address(url, new Credentials(token, roleId, secretId, approleMount), namespace, caFile, timeout);
    }
}
