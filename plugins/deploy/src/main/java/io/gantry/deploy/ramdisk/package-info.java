/// The deploy interface `ramdisk`: the node runs from a disc, and nothing is written on its own.
@NullMarked
package io.gantry.deploy.ramdisk;

import org.jspecify.annotations.NullMarked;
