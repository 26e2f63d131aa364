/// `/baremetal/v1` as clients of Ironic know it, and what of nodes and images is only under `/gantry/v1`.
@NullMarked
package io.gantry.baremetal.http;

import org.jspecify.annotations.NullMarked;
