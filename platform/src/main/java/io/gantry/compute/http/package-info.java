/// `/gantry/v1/guests`.
@NullMarked
package io.gantry.compute.http;

import org.jspecify.annotations.NullMarked;
