package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.compute.ComputeHost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// A compute host and by what clients name it.
///
/// @param number its place in the operator's file, for clients that speak a version before 2.53
record HostNumber(ComputeHost host, int number) {
    private static final int UUIDS = 53;

    static List<HostNumber> of(List<ComputeHost> hosts) {
        return IntStream.range(0, hosts.size()).mapToObj(at -> new HostNumber(hosts.get(at), at + 1)).toList();
    }

    String id(int version) {
        return version >= UUIDS ? uuid("hypervisor") : Integer.toString(number);
    }

    String serviceId(int version) {
        return version >= UUIDS ? uuid("service") : Integer.toString(number);
    }

    private String uuid(String what) {
        return UUID.nameUUIDFromBytes(("gantry " + what + " " + host.name()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    void putId(ObjectNode view, int version) {
        put(view, version, id(version));
    }

    void putServiceId(ObjectNode view, int version) {
        put(view, version, serviceId(version));
    }

    private void put(ObjectNode view, int version, String id) {
        if (version >= UUIDS) {
            view.put("id", id);
        } else {
            view.put("id", number);
        }
    }
}
