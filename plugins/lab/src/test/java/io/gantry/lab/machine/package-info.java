/// Tests of the lab's machines, with programs of their own on them.
@NullMarked
package io.gantry.lab.machine;

import org.jspecify.annotations.NullMarked;
