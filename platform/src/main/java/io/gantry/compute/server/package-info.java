/// Guests as the API of Nova has them: servers, which belong to projects and are made from flavors and images.
///
/// [io.gantry.compute.server.Servers] is the facade, [io.gantry.compute.server.Flavors] what may be asked for, [io.gantry.compute.server.Hosts] where it may run.
/// A server is the guest of [io.gantry.compute.Guests] whose name is its id; `CreateSaga` and `DeleteSaga` make and remove it together with what it has of
/// other features. `.store` holds the tables, `.http` the API.
@NullMarked
package io.gantry.compute.server;

import org.jspecify.annotations.NullMarked;
