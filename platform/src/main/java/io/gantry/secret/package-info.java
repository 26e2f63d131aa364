/// Secrets and their life. A payload goes into a key store driver, sealed or for keeping, and the database has the token that the key store
/// gave for it.
///
/// [io.gantry.secret.Secrets] is where everybody keeps, reads and forgets them; [io.gantry.secret.Payloads] sees that no payload is lost or
/// left behind when the host is stopped in between. [io.gantry.secret.Access] says who may; [io.gantry.secret.Quotas] how many;
/// [io.gantry.secret.KeyStores] where to. [io.gantry.secret.Containers] keep secrets together, [io.gantry.secret.Orders] have them made,
/// [io.gantry.secret.StoreMove] takes them to another key store or seals them anew, and [io.gantry.secret.Sweeper] removes what has expired.
@NullMarked
package io.gantry.secret;

import org.jspecify.annotations.NullMarked;
