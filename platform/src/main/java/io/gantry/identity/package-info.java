/// Who may use the host. For now one user, `admin`, whose password is made at the first start.
@NullMarked
package io.gantry.identity;

import org.jspecify.annotations.NullMarked;
