/// The table of images.
@NullMarked
package io.gantry.image.store;

import org.jspecify.annotations.NullMarked;
