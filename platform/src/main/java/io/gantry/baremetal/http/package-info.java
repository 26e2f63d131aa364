/// `/gantry/v1/nodes` and `/gantry/v1/images`.
@NullMarked
package io.gantry.baremetal.http;

import org.jspecify.annotations.NullMarked;
