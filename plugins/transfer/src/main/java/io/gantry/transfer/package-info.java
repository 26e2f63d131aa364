/// Moves the memory of a guest that lives in a directory of shared files (`gantry-memory:`) over TCP.
///
/// [io.gantry.transfer.Single] and [io.gantry.transfer.Parallel] are the drivers. [io.gantry.transfer.MemoryTransfer] is one migration: it
/// tells both guests what to do and lets a [io.gantry.transfer.Sender] copy to a [io.gantry.transfer.Receiver]. These two share nothing but
/// what passes through the sockets, so they may as well be two processes on two machines; a [io.gantry.transfer.Wire] is one socket, a
/// [io.gantry.transfer.Frame] what passes. Data is checked for accidents, not hidden: it belongs on a network of its own.
@NullMarked
package io.gantry.transfer;

import org.jspecify.annotations.NullMarked;
