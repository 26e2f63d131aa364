/// The table of agents.
@NullMarked
package io.gantry.baremetal.agent.store;

import org.jspecify.annotations.NullMarked;
