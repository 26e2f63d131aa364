package io.gantry.baremetal;

import io.gantry.api.Configurable;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.VirtualMedia;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.plugin.Handle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Ironic's interfaces of a node. All but the deploy interface follow from the roles of its hardware driver, so that none can be chosen that does not work.
public final class Interfaces {
    private static final String NONE = "no-";

    private Interfaces() {}

    /// Their implementations, by the names of the fields.
    ///
    /// @param hardware the node's driver
    public static Map<NodeField, String> of(Handle<HardwareDriver> hardware) {
        var roles = hardware.roles();
        var name = hardware.instance();
        var all = new TreeMap<NodeField, String>();
        all.put(NodeField.POWER_INTERFACE, name);
        all.put(NodeField.MANAGEMENT_INTERFACE, name);
        put(all, NodeField.BOOT_INTERFACE, "boot", roles.contains(role(VirtualMedia.class)), name);
        put(all, NodeField.BIOS_INTERFACE, "bios", roles.contains(role(Configurable.class)), name);
        put(all, NodeField.INSPECT_INTERFACE, "inspect", roles.contains(role(Inspectable.class)), name);
        put(all, NodeField.FIRMWARE_INTERFACE, "firmware", roles.contains(role(Inspectable.class)), name);
        put(all, NodeField.RESCUE_INTERFACE, "rescue", roles.contains(role(VirtualMedia.class)), "agent");
        put(all, NodeField.RAID_INTERFACE, "raid", roles.contains(role(VirtualMedia.class)), "agent");
        put(all, NodeField.CONSOLE_INTERFACE, "console", false, name);
        put(all, NodeField.VENDOR_INTERFACE, "vendor", false, name);
        all.put(NodeField.NETWORK_INTERFACE, "noop");
        all.put(NodeField.STORAGE_INTERFACE, "noop");
        return all;
    }

    private static String role(Class<?> type) {
        return type.getSimpleName();
    }

    private static void put(Map<NodeField, String> all, NodeField field, String what, boolean there, String name) {
        all.put(field, there ? name : NONE + what);
    }

    /// Refuses another implementation than the one there is; of an instance that is closed now it is not known.
    static void check(Fields wanted, List<Handle<HardwareDriver>> open) {
        wanted.text(NodeField.DRIVER)
                .flatMap(name -> open.stream().filter(handle -> handle.instance().equals(name)).findAny())
                .ifPresent(handle -> check(wanted, handle));
    }

    private static void check(Fields wanted, Handle<HardwareDriver> hardware) {
        of(hardware)
                .forEach((field, name) -> wanted.text(field).filter(asked -> !asked.equals(name)).ifPresent(asked -> {
                    throw Problem
                            .invalid("'%s' of a node with driver %s is %s, by what that driver can do; it cannot be %s."
                                    .formatted(field.word(), hardware.instance(), name, JsonBody.cut(asked)));
                }));
    }
}
