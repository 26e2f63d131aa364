/// The deploy interface `bootc`: the node's agent installs a container that is a whole system.
@NullMarked
package io.gantry.deploy.bootc;

import org.jspecify.annotations.NullMarked;
