/// What passes between the host and an accelerator driver.
@NullMarked
package io.gantry.api.accelerator;

import org.jspecify.annotations.NullMarked;
