/// Tests of the lab's Redfish server, by a client that others wrote.
@NullMarked
package io.gantry.lab.redfish;

import org.jspecify.annotations.NullMarked;
