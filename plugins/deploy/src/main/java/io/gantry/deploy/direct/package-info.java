/// The deploy interface `direct`: writes a raw disk image onto the node's disk, which its hardware driver lends.
/// [io.gantry.deploy.direct.DirectDeploy] decides, [io.gantry.direct.DiskWriter] writes and proves.
@NullMarked
package io.gantry.deploy.direct;

import org.jspecify.annotations.NullMarked;
