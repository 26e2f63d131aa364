package io.gantry.baremetal.image;

import io.gantry.api.secret.Secret;
import java.util.Map;
import java.util.Optional;

/// Which image to look at.
///
/// @param source URL: `http:`, `https:`, `file:` or `oci:`
/// @param wishes of `instance_info` what is no secret: `image_checksum`, `image_os_hash_algo`, `image_os_hash_value`, `image_disk_format`, `image_download_source`
/// @param secrets of `instance_info` what is one: `image_pull_secret`, `image_request_authorization_secret`
/// @param architecture of the node, `x86_64` or `aarch64`; any will do if it is not known
public record Wanted(String source, Map<String, String> wishes, Map<String, Secret> secrets,
        Optional<String> architecture) {
    /// Copies the collections.
    public Wanted {
        wishes = Map.copyOf(wishes);
        secrets = Map.copyOf(secrets);
    }

    Optional<String> wish(String name) {
        return Optional.ofNullable(wishes.get(name)).filter(value -> !value.isBlank());
    }

    Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(Secret::text);
    }
}
