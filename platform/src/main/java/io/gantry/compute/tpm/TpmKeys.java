package io.gantry.compute.tpm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.TrustedPlatform;
import io.gantry.api.secret.Secret;
import io.gantry.plugin.Drivers;
import io.gantry.secret.HostSecrets;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// The secrets that the states of guests' TPMs are encrypted with. They belong to the host itself, so that it can start and move such a guest without its owner (upstream calls
/// that the security `deployment`), and each is lent to the compute host that needs it, at the moment when it does: a migration carries none.
@Singleton
public final class TpmKeys {
    /// As Nova has it.
    private static final int RANDOM_BYTES = 384;
    private static final int LONGEST_RESOURCE = 36;

    private final HostSecrets secrets;
    private final Drivers drivers;
    private final SecureRandom random = new SecureRandom();

    TpmKeys(HostSecrets secrets, Drivers drivers) {
        this.secrets = secrets;
        this.drivers = drivers;
    }

    /// @throws io.gantry.base.Problem if guests of that compute host can have no TPM
    public void check(String host) {
        drivers.get(TrustedPlatform.class, host);
    }

    /// Makes a new secret for the guest, unless it has been made.
    ///
    /// @param id that stands in the guest's entry
    public void make(UUID id, String guest) throws InterruptedException {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var text = Base64.getEncoder().encode(bytes);
        try (var secret = new Secret(text)) {
            secrets.keep(id, "TPM of guest " + guest, secret, "guest", resource(guest));
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    /// A consumer's resource is a UUID; a guest with a longer name is meant by one that is made of it.
    private static String resource(String guest) {
        return guest.length() <= LONGEST_RESOURCE
                ? guest
                : UUID.nameUUIDFromBytes(guest.getBytes(US_ASCII)).toString();
    }

    /// Lends the secret to the compute host, for the guest's next start or arrival there.
    ///
    /// @throws io.gantry.base.Problem FAILED if it is gone
    public void lend(UUID id, String guest, String host) throws InterruptedException {
        var platform = drivers.get(TrustedPlatform.class, host).call();
        try (var secret = secrets.read(id)) {
            platform.unlock(guest, new Secret(secret.bytes()));
        }
    }

    /// For a guest that is gone for good; fine if there is none.
    public void forget(UUID id) throws InterruptedException {
        secrets.forget(id);
    }
}
