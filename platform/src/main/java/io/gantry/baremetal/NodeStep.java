package io.gantry.baremetal;

import java.util.Map;

/// One thing that is done with a node when it is cleaned, deployed or serviced.
///
/// @param area `deploy`, `power`, `management`, `bios`, `raid`, `firmware` or `vendor`; Ironic's `interface`
/// @param name of the step: `erase_devices_metadata`
/// @param args what it is told
/// @param priority higher first; 0 is not run unless somebody asks for it
public record NodeStep(String area, String name, Map<String, Object> args, int priority) {
    public NodeStep {
        args = Map.copyOf(args);
    }

    /// Whether the other is the same step, whatever its arguments.
    boolean same(NodeStep other) {
        return area.equals(other.area) && name.equals(other.name);
    }
}
