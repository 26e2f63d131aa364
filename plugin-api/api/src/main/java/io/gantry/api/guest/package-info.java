/// What passes between the host and a hypervisor driver.
@NullMarked
package io.gantry.api.guest;

import org.jspecify.annotations.NullMarked;
