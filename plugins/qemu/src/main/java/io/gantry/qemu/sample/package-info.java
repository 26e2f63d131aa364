/// A small Linux to try compute hosts with: [io.gantry.qemu.sample.SampleGuest] boots a kernel of this machine with an [io.gantry.qemu.sample.Archive] made of busybox and one script.
@NullMarked
package io.gantry.qemu.sample;

import org.jspecify.annotations.NullMarked;
