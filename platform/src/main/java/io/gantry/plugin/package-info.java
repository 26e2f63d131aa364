/// The wall between the host and the plugins. PF4J is used here and nowhere else.
@NullMarked
package io.gantry.plugin;

import org.jspecify.annotations.NullMarked;
