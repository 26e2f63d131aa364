/// The key store `pkcs11`: secrets are sealed with AES-GCM inside a PKCS#11 token, under one key for each project that never leaves it.
///
/// [io.gantry.pkcs11.NativeLibrary] calls the token's library, [io.gantry.pkcs11.Session] speaks PKCS#11,
/// [io.gantry.pkcs11.Connection] is one login with its sessions and keys, [io.gantry.pkcs11.Token] finds the token, logs in, and does so
/// again when the login is lost. [io.gantry.pkcs11.Code] tells an operator what an answer of the library means.
///
/// Java's own provider for PKCS#11 is not used: it does not come back when its sessions are lost, names a key only after it was made, and
/// stays in the process with a thread.
@NullMarked
package io.gantry.pkcs11;

import org.jspecify.annotations.NullMarked;
