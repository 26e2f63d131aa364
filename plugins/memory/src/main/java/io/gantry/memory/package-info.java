/// The memory of a guest that is a process of its own, and how that process is told what to do.
///
/// A [GuestDirectory] holds everything two processes share: the memory, a bitmap of the pages written since it was last looked at (both in
/// [GuestMemory]), and the socket behind [GuestControl]. Whoever may enter the directory may do with the guest as he likes; the directory's
/// mode 0700 is the guard. Nothing here needs more than Java, because the guest's own process has little else on its class path.
@NullMarked
package io.gantry.memory;

import org.jspecify.annotations.NullMarked;
