/// Runs real guest processes.
@NullMarked
package io.gantry.lab.hypervisor;

import org.jspecify.annotations.NullMarked;
