/// `/identity/v3`, and what stands before every request of every API: who asks, and whether the policy lets him.
@NullMarked
package io.gantry.identity.http;

import org.jspecify.annotations.NullMarked;
