/// Secrets and their life. The payload goes into a key store driver and nowhere else; the database holds the token that the key store gave
/// for it. Everybody else asks [io.gantry.secret.Secrets].
@NullMarked
package io.gantry.secret;

import org.jspecify.annotations.NullMarked;
