package io.gantry.remote;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A secret in parts that a service can keep. There is one part at least, so that an empty secret is something to keep as well.
///
/// @param list the bytes, in order
public record Parts(List<byte[]> list) implements AutoCloseable {
    /// What the contract of key stores asks for.
    public static final int LONGEST = 1 << 20;

    /// Cuts a secret.
    ///
    /// @param most bytes of a part
    public static Parts of(Secret secret, int most) {
        var bytes = secret.bytes();
        try {
            if (bytes.length > LONGEST) {
                throw new DriverException(Kind.INVALID, "The secret is %d bytes long; at most %d can be kept."
                        .formatted(bytes.length, LONGEST));
            }
            var parts = new ArrayList<byte[]>();
            for (var from = 0; from < bytes.length || parts.isEmpty(); from += most) {
                parts.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + most)));
            }
            return new Parts(List.copyOf(parts));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Where the parts of a secret come from.
    public interface Source {
        /// Empty if it is not there. The caller wipes it.
        Optional<byte[]> part(int number) throws InterruptedException;
    }

    /// Puts a secret together; empty if none of it is there.
    ///
    /// @param count of the parts
    /// @param what the secret, and where it is kept, for messages
    /// @throws DriverException FAILED if some of it is there and some is not
    public static Optional<Secret> gather(int count, Source source, String what) throws InterruptedException {
        var found = new ArrayList<byte[]>();
        try (var parts = new Parts(found)) {
            for (var number = 0; number < count; number++) {
                var part = source.part(number);
                part.ifPresent(found::add);
                if (!found.isEmpty() && found.size() <= number) {
                    throw new DriverException(Kind.FAILED,
                            ("Secret %s is damaged: part %d of %d, or one before it, is gone."
                                    + " Restore it from a backup there.").formatted(what, number + 1, count));
                }
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(parts.join());
        }
    }

    private Secret join() {
        var bytes = new byte[list.stream().mapToInt(part -> part.length).sum()];
        var at = 0;
        for (var part : list) {
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        try {
            return new Secret(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Wipes the parts.
    @Override
    public void close() {
        list.forEach(part -> Arrays.fill(part, (byte) 0));
    }

    /// Without the bytes.
    @Override
    public String toString() {
        return list.size() + " parts of a secret";
    }
}
