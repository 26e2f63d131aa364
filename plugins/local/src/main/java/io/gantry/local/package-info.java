/// The key store `local`: the master key wraps one key for each project, which seals the project's secrets. The directory holds the wrapped
/// keys only; the sealed secret is its own token.
///
/// [io.gantry.local.Sealed] is the cryptography, [io.gantry.local.KeyFile] the file of wrapped keys, [io.gantry.local.ProjectKeys] the
/// same keys in memory. [io.gantry.local.Opening] proves the master key, changes it, and tells a first start from a loss;
/// [io.gantry.local.Vault] writes files so that a crash leaves the old state or the new one.
@NullMarked
package io.gantry.local;

import org.jspecify.annotations.NullMarked;
