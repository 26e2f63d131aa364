/// Bare metal nodes, the images that go on them, and how they get there.
///
/// [io.gantry.baremetal.Nodes] and [io.gantry.baremetal.Images] are the inventory. [io.gantry.baremetal.Provisioning] hands in the two jobs: the
/// [io.gantry.baremetal.DeploySaga] asks [io.gantry.baremetal.Autodetect] which deploy interface to use, writes the image, reads the disk back
/// and calls the node active only when both agree; the [io.gantry.baremetal.UndeploySaga] takes the image off again.
@NullMarked
package io.gantry.baremetal;

import org.jspecify.annotations.NullMarked;
