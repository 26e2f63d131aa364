/// `/accelerator` as Cyborg's clients know it, `/placement` for those who look, and what Gantry adds under `/gantry/v1`.
@NullMarked
package io.gantry.accelerator.http;

import org.jspecify.annotations.NullMarked;
