/// A driver of every kind that needs no hardware: files instead of disks, directories instead of machines, processes instead of guests.
/// They keep the contract in full, so tests and the first run use them; [io.gantry.lab.Faults] makes them fail on request. The machines are those of
/// [io.gantry.lab.machine], to which [io.gantry.lab.redfish] is the other way.
@NullMarked
package io.gantry.lab;

import org.jspecify.annotations.NullMarked;
