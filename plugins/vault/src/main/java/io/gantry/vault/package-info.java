/// Two key stores on Vault or OpenBao: [io.gantry.vault.VaultKeyValue] keeps secrets there, [io.gantry.vault.VaultTransit] only has them sealed and
/// opened there. [io.gantry.vault.Vault] is the server with a login: [io.gantry.vault.FixedToken] or [io.gantry.vault.AppRole], both of which live on
/// [io.gantry.vault.Lease]s.
@NullMarked
package io.gantry.vault;

import org.jspecify.annotations.NullMarked;
