package io.gantry.identity;

import io.gantry.base.DataDirectory;
import io.gantry.base.PrivateFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file `clouds.yaml` beside the data, with which the clients of OpenStack find this host and sign in as `admin`.
@Singleton
public final class CloudsFile {
    /// Clients speak the oldest version of the compute API unless they are told; this is one that the usual ones know.
    private static final String COMPUTE = "    compute_api_version: '2.90'\n";

    private final AdminPassword password;
    private final Path file;

    CloudsFile(DataDirectory data, AdminPassword password) {
        this.file = data.path().resolve("clouds.yaml");
        this.password = password;
    }

    public Path file() {
        return file;
    }

    /// Writes it if the password of `admin` is known, else removes it.
    ///
    /// @param url of this host, without a slash at its end
    /// @param authority file of the certificate that clients have to trust, if it is none that they know
    public void write(String url, Optional<Path> authority) {
        try {
            var known = password.read();
            if (known.isPresent()) {
                PrivateFile.write(file, text(url, authority, known.get()).getBytes(StandardCharsets.UTF_8));
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ", whose password does not count any more", e);
        }
    }

    private static String text(String url, Optional<Path> authority, String password) {
        return "# Written by Gantry at each start; copy what you want to keep.\nclouds:\n"
                + cloud("gantry", url, authority, password,
                        "      project_name: admin\n      project_domain_id: default\n")
                + cloud("gantry-system", url, authority, password, "      system_scope: all\n");
    }

    private static String cloud(String name, String url, Optional<Path> authority, String password, String scope) {
        return "  " + name + ":\n    auth:\n      auth_url: " + url + "/identity/v3\n      username: admin\n"
                + "      password: '" + password.replace("'", "''") + "'\n      user_domain_id: default\n" + scope
                + "    region_name: RegionOne\n    identity_api_version: 3\n" + COMPUTE
                + authority.map(path -> "    cacert: '" + path.toString().replace("'", "''") + "'\n").orElse("");
    }
}
