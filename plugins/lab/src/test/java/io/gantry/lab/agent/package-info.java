/// The lab agent as a process, with a host that the test plays.
@NullMarked
package io.gantry.lab.agent;

import org.jspecify.annotations.NullMarked;
