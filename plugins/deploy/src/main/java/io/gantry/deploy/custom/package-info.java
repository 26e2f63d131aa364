/// The deploy interface `custom-agent`: the operator's own agent knows how.
@NullMarked
package io.gantry.deploy.custom;

import org.jspecify.annotations.NullMarked;
