/// `/compute/v2.1`, for the clients of Nova.
@NullMarked
package io.gantry.compute.server.http;

import org.jspecify.annotations.NullMarked;
