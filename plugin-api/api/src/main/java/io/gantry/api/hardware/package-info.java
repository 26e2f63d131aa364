/// What passes between the host and a hardware driver.
@NullMarked
package io.gantry.api.hardware;

import org.jspecify.annotations.NullMarked;
