package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Origin;
import io.gantry.compute.server.Server;
import io.gantry.compute.server.Server.State;
import io.gantry.compute.server.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server as clients read it.
///
/// @param version that the client speaks
/// @param admin whether he sees hosts
/// @param up the hosts that take calls
/// @param one whether it is the only one in the answer
record ServerView(int version, boolean admin, Set<String> up, boolean one, Origin origin) {
    static final String ZONE = "nova";
    private static final int ATTRIBUTES = 3;
    private static final int LOCKED = 9;
    private static final int HOST_STATUS = 16;
    private static final int DESCRIPTION = 19;
    private static final int TAGS = 26;
    private static final int CERTIFICATES = 63;
    private static final int GROUPS = 71;
    private static final int LOCKED_REASON = 73;
    private static final int HOSTNAME = 90;
    private static final int PINNED = 96;
    private static final int RUNNING = 1;
    private static final int PAUSED = 3;
    private static final int SHUTDOWN = 4;
    private static final int DONE = 100;

    ObjectNode brief(Server server) {
        var view = View.object().put("id", server.id().toString()).put("name", server.name());
        view.set("links", View.links(origin, "servers/" + server.id()));
        return view;
    }

    ObjectNode full(Server server) {
        var view = brief(server);
        var status = server.status();
        view.put("status", status.name());
        view.put("tenant_id", server.project()).put("user_id", server.user());
        view.set("metadata", View.texts(server.metadata()));
        view.put("hostId", server.host().map(host -> digest(server.project() + host)).orElse(""));
        view.set("image", image(server));
        view.set("flavor", FlavorView.ofServer(server.flavor(), version, origin));
        view.put("created", View.time(server.created())).put("updated", View.time(server.updated()));
        view.set("addresses", View.object());
        view.put("accessIPv4", "").put("accessIPv6", "").put("config_drive", "").putNull("key_name");
        view.put("OS-DCF:diskConfig", "MANUAL").put("OS-EXT-AZ:availability_zone", server.host().isEmpty() ? "" : ZONE);
        view.set("os-extended-volumes:volumes_attached", View.array());
        view.set("security_groups", View.array());
        states(view, server);
        if (status == Status.ACTIVE || status == Status.BUILD || status == Status.MIGRATING) {
            view.put("progress", status == Status.ACTIVE ? DONE : 0);
        }
        view.put("OS-SRV-USG:launched_at", View.fine(server.launched()));
        view.put("OS-SRV-USG:terminated_at", View.fine(server.deleted()));
        server.fault()
                .filter(fault -> server.state() == State.ERROR)
                .ifPresent(fault -> view.putObject("fault")
                        .put("code", fault.code())
                        .put("created", View.time(fault.created()))
                        .put("message", fault.message()));
        attributes(view, server);
        later(view, server);
        return view;
    }

    private ObjectNode image(Server server) {
        var view = View.object().put("id", server.image().toString());
        view.putArray("links")
                .addObject()
                .put("rel", "bookmark")
                .put("href", origin.of(ComputeErrors.PREFIX + "/images/" + server.image()));
        return view;
    }

    private static void states(ObjectNode view, Server server) {
        var task = server.deleted().isPresent()
                ? null
                : server.deleting()
                        ? "deleting"
                        : server.moving().isPresent()
                                ? "migrating"
                                : server.state() == State.BUILDING
                                        ? server.host().isEmpty() ? "scheduling" : "spawning"
                                        : null;
        view.put("OS-EXT-STS:task_state", task);
        view.put("OS-EXT-STS:vm_state",
                server.deleted().isPresent() ? "deleted" : server.state().name().toLowerCase(Locale.ROOT));
        view.put("OS-EXT-STS:power_state", switch (server.state()) {
            case ACTIVE -> RUNNING;
            case PAUSED -> PAUSED;
            case STOPPED -> SHUTDOWN;
            case BUILDING, ERROR -> 0;
        });
    }

    private void attributes(ObjectNode view, Server server) {
        if (admin) {
            var host = server.host().orElse(null);
            view.put("OS-EXT-SRV-ATTR:host", host).put("OS-EXT-SRV-ATTR:hypervisor_hostname", host);
            view.put("OS-EXT-SRV-ATTR:instance_name", server.guest());
        }
        if (admin && version >= ATTRIBUTES) {
            view.put("OS-EXT-SRV-ATTR:reservation_id", "r-" + server.guest().substring(0, 8));
            view.put("OS-EXT-SRV-ATTR:launch_index", 0).put("OS-EXT-SRV-ATTR:kernel_id", "");
            view.put("OS-EXT-SRV-ATTR:ramdisk_id", "").put("OS-EXT-SRV-ATTR:root_device_name", "/dev/vda");
            view.putNull("OS-EXT-SRV-ATTR:user_data");
        }
        if (version >= HOSTNAME || (admin && version >= ATTRIBUTES)) {
            view.put("OS-EXT-SRV-ATTR:hostname", hostname(server.name()));
        }
        if (admin && version >= HOST_STATUS) {
            view.put("host_status", server.host().map(host -> up.contains(host) ? "UP" : "DOWN").orElse(""));
        }
    }

    private void later(ObjectNode view, Server server) {
        var fields = Map.<Integer, Runnable>of(LOCKED, () -> view.put("locked", false), DESCRIPTION,
                () -> view.put("description", server.description().orElse(null)), TAGS,
                () -> view.set("tags", View.array()), CERTIFICATES,
                () -> view.putNull("trusted_image_certificates"), LOCKED_REASON, () -> view.putNull("locked_reason"),
                PINNED, () -> view.putNull("pinned_availability_zone"));
        fields.forEach((since, put) -> {
            if (version >= since) {
                put.run();
            }
        });
        if (one && version >= GROUPS) {
            view.set("server_groups", JsonNodeFactory.instance.arrayNode());
        }
    }

    private static String hostname(String name) {
        var clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        return clean.isEmpty() ? "server" : clean.substring(0, Math.min(clean.length(), 63));
    }

    /// Tells two hosts apart without naming them.
    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-224").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-224", e);
        }
    }

    static Optional<Status> status(String word) {
        try {
            return Optional.of(Status.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
