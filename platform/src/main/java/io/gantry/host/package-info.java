/// The process itself: [io.gantry.host.ConfigurationFile] reads the operator's file, [io.gantry.host.Check] finds every mistake in it,
/// [io.gantry.host.Host] starts and stops everything; `.http` holds what all requests have in common.
@NullMarked
package io.gantry.host;

import org.jspecify.annotations.NullMarked;
