/// Disk images whose bytes this host keeps. [io.gantry.image.Images] is the facade; whoever uses one says so by [io.gantry.image.ImageUse], and
/// other features put what they have on the same list by [io.gantry.image.Shelf].
@NullMarked
package io.gantry.image;

import org.jspecify.annotations.NullMarked;
