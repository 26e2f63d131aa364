/// Jobs over HTTP: look at them, watch them, cancel them.
@NullMarked
package io.gantry.job.http;

import org.jspecify.annotations.NullMarked;
