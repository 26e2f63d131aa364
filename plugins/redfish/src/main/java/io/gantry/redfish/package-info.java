/// Controllers that speak Redfish. [io.gantry.redfish.RedfishHardware] is the driver; each of its roles is a class of its own that asks a `Controller`, which keeps
/// the session, waits for a controller that is busy, and turns every refusal into a sentence. How controllers of different makers differ stands where the
/// difference matters, and the lab's Redfish server plays each of them in the tests.
@NullMarked
package io.gantry.redfish;

import org.jspecify.annotations.NullMarked;
