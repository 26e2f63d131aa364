/// Compute hosts and the guests on them. A host is an instance of a hypervisor driver. [io.gantry.compute.Guests] is the facade; what is
/// known of a guest without asking its host lies in [io.gantry.compute.GuestStore]; [io.gantry.compute.Hosts] says which hosts take guests; `.migration` moves a guest while it runs.
@NullMarked
package io.gantry.compute;

import org.jspecify.annotations.NullMarked;
