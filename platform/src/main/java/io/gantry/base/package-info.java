/// What every feature needs: problems, positions in files, suggestions, the data directory, clock and threads. Knows nobody.
@NullMarked
package io.gantry.base;

import org.jspecify.annotations.NullMarked;
