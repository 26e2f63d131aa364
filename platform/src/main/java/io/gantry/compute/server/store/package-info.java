/// The tables of servers and of what belongs to them.
@NullMarked
package io.gantry.compute.server.store;

import org.jspecify.annotations.NullMarked;
