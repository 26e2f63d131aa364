/// What the deploy interfaces say and do.
@NullMarked
package io.gantry.deploy;

import org.jspecify.annotations.NullMarked;
