package io.gantry.api;

import java.util.List;

/// Role of an [AcceleratorDriver] that can say why a device is missing from what it discovers, or is not offered.
public interface Diagnosable {
    /// Each reason one sentence with what to do; empty if all of it is offered, or if nothing is known under that id. Changes nothing.
    ///
    /// @param id as [io.gantry.api.accelerator.Device#id] has it, also of a device that is not discovered
    List<String> diagnose(String id) throws InterruptedException;
}
