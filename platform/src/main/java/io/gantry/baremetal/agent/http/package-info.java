/// What the agents of nodes ask of the host: `lookup` and `heartbeat`, and for installers `kickstart`.
@NullMarked
package io.gantry.baremetal.agent.http;

import org.jspecify.annotations.NullMarked;
