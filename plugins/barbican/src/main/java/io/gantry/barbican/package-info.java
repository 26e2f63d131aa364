/// The key store `barbican`: secrets go to a Barbican elsewhere. [io.gantry.barbican.BarbicanKeyStore] cuts them into
/// [io.gantry.barbican.Sheaf]s of parts that Barbican takes, [io.gantry.barbican.RemoteSecrets] is Barbican's API as far as it is used,
/// [io.gantry.barbican.Keystone] logs in.
@NullMarked
package io.gantry.barbican;

import org.jspecify.annotations.NullMarked;
