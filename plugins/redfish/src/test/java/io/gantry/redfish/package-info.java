/// Tests of the Redfish driver against the lab's Redfish server and its quirks.
@NullMarked
package io.gantry.redfish;

import org.jspecify.annotations.NullMarked;
