/// The process of a lab guest. It has memory that others can map, a program that keeps writing to it, and a socket on which it is told to
/// halt, to go on and to slow down. It knows nothing of Gantry and outlives it; its class path is this jar and the memory library's.
@NullMarked
package io.gantry.lab.guest;

import org.jspecify.annotations.NullMarked;
