/// `/gantry/v1/images`, and `/image/v2/images` for the clients of Glance, to look at.
@NullMarked
package io.gantry.image.http;

import org.jspecify.annotations.NullMarked;
