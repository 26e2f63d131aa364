package io.gantry.vault;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the operator sets for `vault-kv`.
public record KeyValueOptions(
        @Option("Where Vault or OpenBao answers, such as https://vault.example:8200.") URI url,
        @Option("A token that may use the mount; give this, or role-id.") Optional<Secret> token,
        @Option("The role to log in with by AppRole; give this, or token.") Optional<String> roleId,
        @Option("The secret id that belongs to role-id, if the role asks for one.") Optional<Secret> secretId,
        @Option(value = "Where AppRole is enabled.", fallback = "approle") String approleMount,
        @Option("The namespace, for servers that have them.") Optional<String> namespace,
        @Option(value = "Where a secrets engine KV version 2 is enabled.", fallback = "secret") String mount,
        @Option(value = "The path within the mount under which everything is kept.", fallback = "gantry") String prefix,
        @Option("Certificates in PEM form that vouch for the server; without it those of the Java runtime.") Optional<Path> caFile,
        @Option(value = "How long one request may take.", fallback = "10s", min = "100ms", max = "5m") Duration timeout) {
    Address address() {
        return new Address(url, new Credentials(token, roleId, secretId, approleMount), namespace, caFile, timeout);
    }
}
