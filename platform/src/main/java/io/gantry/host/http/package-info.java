/// What all requests have in common: problems instead of exceptions, limits, the root document.
@NullMarked
package io.gantry.host.http;

import org.jspecify.annotations.NullMarked;
