/// The vendor guide, done as it says.
@NullMarked
package io.gantry.vendor;

import org.jspecify.annotations.NullMarked;
