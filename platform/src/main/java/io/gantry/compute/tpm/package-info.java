/// The secrets of guests' TPMs: [io.gantry.compute.tpm.TpmKeys] makes them, keeps them in the key manager with the guest as their consumer, and lends them to compute hosts.
@NullMarked
package io.gantry.compute.tpm;

import org.jspecify.annotations.NullMarked;
