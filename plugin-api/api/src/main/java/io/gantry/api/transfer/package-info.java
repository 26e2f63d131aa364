/// What passes between the host and a transfer strategy.
@NullMarked
package io.gantry.api.transfer;

import org.jspecify.annotations.NullMarked;
