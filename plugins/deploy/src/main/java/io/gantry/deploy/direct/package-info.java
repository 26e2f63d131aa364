/// The deploy interface `direct`: puts a disk image onto the node's disk. [io.gantry.deploy.direct.DirectDeploy] decides. Where the node's hardware driver
/// lends the disk, [io.gantry.deploy.direct.DiskWriter] writes and proves what [io.gantry.deploy.direct.ImageStream] reads; elsewhere the agent does
/// ([io.gantry.deploy.direct.AgentImage]).
@NullMarked
package io.gantry.deploy.direct;

import org.jspecify.annotations.NullMarked;
