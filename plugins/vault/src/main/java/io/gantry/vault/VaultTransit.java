package io.gantry.vault;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.KeyStore;
import io.gantry.api.Sealing;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.remote.Parts;
import java.util.Arrays;
import java.util.Optional;

/// Has secrets sealed and opened by a transit engine, under a key of each project that never leaves it.
@DriverId(value = "vault-transit", description = "Seals secrets with keys that stay in a transit engine of Vault or OpenBao.")
public final class VaultTransit implements KeyStore, Sealing {
    /// Before the secret, so that an empty one is something to seal.
    private static final byte FORM = 1;

    private final Vault vault;
    private final TransitKeys keys;

    /// Opens whether the server answers or not.
    public VaultTransit(TransitOptions options, DriverContext context) {
        var mount = Address.path("mount", options.mount());
        if (!options.prefix().matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            throw new DriverException(Kind.INVALID,
                    "prefix is '%s'; use up to 64 letters, digits, underscores and dashes."
                            .formatted(options.prefix()));
        }
        vault = Vault.open(options.address(), context);
        keys = new TransitKeys(vault, mount, options.prefix());
    }

    @Override
    public byte[] put(SecretId id, Secret secret) throws InterruptedException {
        var plain = secret.bytes();
        var framed = new byte[1 + plain.length];
        framed[0] = FORM;
        System.arraycopy(plain, 0, framed, 1, plain.length);
        try {
            if (plain.length > Parts.LONGEST) {
                throw new DriverException(Kind.INVALID, "The secret is %d bytes long; at most %d can be sealed."
                        .formatted(plain.length, Parts.LONGEST));
            }
            return keys.encrypt(id, framed).token();
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(framed, (byte) 0);
        }
    }

    @Override
    public Optional<Secret> get(SecretId id, byte[] token) throws InterruptedException {
        var sealed = Sealed.from(token);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        var framed = keys.decrypt(id, sealed.get());
        try {
            if (framed.length == 0 || framed[0] != FORM) {
                throw new DriverException(Kind.FAILED,
                        ("Secret %s was sealed in a way that this version of the driver does"
                                + " not know. Use the version that sealed it.").formatted(id));
            }
            return Optional.of(new Secret(Arrays.copyOfRange(framed, 1, framed.length)));
        } finally {
            Arrays.fill(framed, (byte) 0);
        }
    }

    /// The engine always seals anew, which proves that the token is whole; without a newer key the old one stays.
    @Override
    public byte[] reseal(SecretId id, byte[] token) throws InterruptedException {
        var sealed = Sealed.from(token);
        if (sealed.isEmpty()) {
            throw new DriverException(Kind.FAILED, "What should be resealed for secret %s is no token of this store."
                    .formatted(id));
        }
        var resealed = keys.rewrap(id, sealed.get());
        return resealed.version() == sealed.get().version() ? token.clone() : resealed.token();
    }

    /// Nothing of the secret is kept.
    @Override
    public void delete(SecretId id, byte[] token) {}

    @Override
    public void close() {
        vault.close();
    }
}
