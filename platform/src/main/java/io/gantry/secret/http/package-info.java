/// `/gantry/v1/secrets`.
@NullMarked
package io.gantry.secret.http;

import org.jspecify.annotations.NullMarked;
