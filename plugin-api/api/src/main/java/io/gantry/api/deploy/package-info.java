/// What passes between the host and a deploy interface.
@NullMarked
package io.gantry.api.deploy;

import org.jspecify.annotations.NullMarked;
