/// Contract tests: one abstract class for each kind and role. A driver's test extends the contract of its kind, and of each role it
/// implements in a nested class, and names how the driver is built.
@NullMarked
package io.gantry.tck;

import org.jspecify.annotations.NullMarked;
