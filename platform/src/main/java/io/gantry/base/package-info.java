/// What every feature needs: ids, problems, positions in files, units, the clock. Depends on java alone.
@NullMarked
package io.gantry.base;

import org.jspecify.annotations.NullMarked;
