/// The key store `local`: each secret is one file, encrypted under a random key of its own, which in turn is encrypted under the master key.
/// [io.gantry.local.Envelope] is the cryptography, [io.gantry.local.MasterKey] finds and proves the master key,
/// [io.gantry.local.Vault] writes files so that a crash leaves the old state or the new one.
@NullMarked
package io.gantry.local;

import org.jspecify.annotations.NullMarked;
