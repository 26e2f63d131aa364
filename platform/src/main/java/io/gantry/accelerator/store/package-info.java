/// The tables of accelerators. The statements are plain SQL, since a report writes ten thousand rows at a time.
@NullMarked
package io.gantry.accelerator.store;

import org.jspecify.annotations.NullMarked;
