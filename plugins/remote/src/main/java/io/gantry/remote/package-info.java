/// How a driver uses a service over HTTP. [io.gantry.remote.Connection] sends one request and turns every way in which a network fails into
/// a [io.gantry.api.DriverException] that names the service; [io.gantry.remote.Session] keeps the [io.gantry.remote.Ticket] that a
/// [io.gantry.remote.Login] got; [io.gantry.remote.Service] is both together. [io.gantry.remote.Parts] cuts secrets to the size that a service takes.
@NullMarked
package io.gantry.remote;

import org.jspecify.annotations.NullMarked;
