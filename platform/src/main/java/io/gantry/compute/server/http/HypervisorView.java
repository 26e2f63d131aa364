package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.guest.Capacity;
import io.gantry.compute.ComputeHost;

/// A compute host as clients see a hypervisor.
final class HypervisorView {
    private static final int PARSED = 28;
    /// From which on nothing is told of its room, which Placement does.
    private static final int NO_ROOM = 88;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private HypervisorView() {}

    static ObjectNode brief(HostNumber one, int version) {
        var view = View.object();
        one.putId(view, version);
        view.put("hypervisor_hostname", one.host().name());
        view.put("state", one.host().silence().isEmpty() ? "up" : "down");
        view.put("status", one.host().state() == ComputeHost.State.ENABLED ? "enabled" : "disabled");
        return view;
    }

    static ObjectNode full(HostNumber one, int version) {
        var view = brief(one, version);
        var service = view.putObject("service").put("host", one.host().name());
        one.putServiceId(service, version);
        service.put("disabled_reason", one.host().reason().orElse(null));
        view.put("hypervisor_type", "Gantry").put("hypervisor_version", 1).put("host_ip", "127.0.0.1");
        if (version >= NO_ROOM) {
            view.put("uptime", "");
            return view;
        }
        if (version < PARSED) {
            view.put("cpu_info", "");
        } else {
            view.putObject("cpu_info");
        }
        view.put("running_vms", one.host().guests()).put("current_workload", 0);
        room(view, one.host().capacity().orElse(new Capacity(0, 0, 0, 0, 0, 0)));
        return view;
    }

    static void room(ObjectNode view, Capacity room) {
        var memory = room.memoryBytes() / MIB;
        var promised = room.promisedMemoryBytes() / MIB;
        var disk = room.diskBytes() / GIB;
        var promisedDisk = room.promisedDiskBytes() / GIB;
        view.put("vcpus", room.processors()).put("vcpus_used", room.promisedProcessors());
        view.put("memory_mb", memory).put("memory_mb_used", promised).put("free_ram_mb", memory - promised);
        view.put("local_gb", disk).put("local_gb_used", promisedDisk).put("free_disk_gb", disk - promisedDisk);
        view.put("disk_available_least", disk - promisedDisk);
    }
}
