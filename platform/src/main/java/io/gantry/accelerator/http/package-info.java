/// `/gantry/v1/devices`.
@NullMarked
package io.gantry.accelerator.http;

import org.jspecify.annotations.NullMarked;
