/// Images that lie elsewhere: what they are is found out by a look at their first bytes or at what a registry says of them, and never by copying them.
///
/// [io.gantry.baremetal.image.Inspector] is asked; [io.gantry.baremetal.image.Fetch] reads little and with limits; [io.gantry.baremetal.image.Registry] and
/// [io.gantry.baremetal.image.Candidates] find the right thing behind an `oci:` reference; [io.gantry.baremetal.image.Checksums] understands checksums.
@NullMarked
package io.gantry.baremetal.image;

import org.jspecify.annotations.NullMarked;
