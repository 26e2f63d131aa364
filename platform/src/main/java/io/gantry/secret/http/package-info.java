/// `/key-manager`: what clients of Barbican expect, and `/gantry/v1/key-stores` for the administrator.
///
/// [io.gantry.secret.http.Fields] reads bodies, [io.gantry.secret.http.Refs] and [io.gantry.secret.http.Paging] write the URLs that clients
/// follow, [io.gantry.secret.http.Microversion] tells old clients from new ones, [io.gantry.secret.http.Accepted] and
/// [io.gantry.secret.http.NewSecret] say in which form a payload goes out and comes in. `docs/key-manager.md` says where it differs.
@NullMarked
package io.gantry.secret.http;

import org.jspecify.annotations.NullMarked;
