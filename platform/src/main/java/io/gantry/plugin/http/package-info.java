/// Drivers, driver instances and plugins over HTTP, as `docs/api.md` describes them.
@NullMarked
package io.gantry.plugin.http;

import org.jspecify.annotations.NullMarked;
