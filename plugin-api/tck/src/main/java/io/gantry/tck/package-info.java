/// Contract tests: one abstract class for each kind and role. A driver's test extends the contract of its kind, and of each role it
/// implements in a nested class, and names how the driver is built. What a contract cannot know, such as where a device's image lies, it
/// asks for by an abstract method. [io.gantry.tck.DriverContract] holds for all of them.
@NullMarked
package io.gantry.tck;

import org.jspecify.annotations.NullMarked;
