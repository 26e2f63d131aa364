package io.gantry.accelerator;

import io.gantry.accelerator.Changes.Fresh;
import io.gantry.accelerator.InventoryRecords.Seen;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import io.gantry.base.Chain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Compares a report with what is known. What two instances of a machine both report, the first one keeps: a device that were offered twice
/// would be handed out twice.
final class Difference {
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_]{1,255}");
    private static final int LONGEST = 255;

    private final String source;
    private final String host;
    private final Map<String, String> claims;

    /// @param claims what other instances of the machine have
    Difference(String source, String host, Map<String, String> claims) {
        this.source = source;
        this.host = host;
        this.claims = claims;
    }

    /// @throws DriverException FAILED if the report cannot be right
    Changes of(Map<String, Seen> seen, List<Device> report) {
        check(report);
        var left = new HashMap<>(seen);
        var fresh = new ArrayList<Fresh>();
        for (var reported : report) {
            var device = claimed(reported);
            var before = left.remove(device.id());
            var fingerprint = fingerprint(device);
            if (before == null || before.missing() || !before.fingerprint().equals(fingerprint)) {
                var id = before == null ? NameId.of(host + "_" + source + "_" + device.id()) : before.id();
                fresh.add(new Fresh(id, fingerprint, device, before != null));
            }
        }
        return new Changes(source, host, fresh, left.values().stream().map(Seen::id).toList());
    }

    private Device claimed(Device device) {
        var owner = claims.get(device.id());
        for (var part : device.parts()) {
            owner = owner == null ? claims.get(part.id()) : owner;
            for (var piece : part.attachments()) {
                owner = owner == null ? claims.get(Piece.mark(piece)) : owner;
            }
        }
        if (owner == null) {
            return device;
        }
        var obstacles = new ArrayList<>(device.obstacles());
        obstacles.add(
                "Driver instance '%s' reports device %s or a piece of it too and keeps it; exclude it in the options of one of them."
                        .formatted(owner, device.id()));
        return new Device(device.id(), device.kind(), device.vendor(), device.product(), device.name(), List.of(),
                obstacles, device.properties());
    }

    private void check(List<Device> report) {
        var devices = new HashSet<String>();
        var parts = new HashSet<String>();
        var pieces = new HashSet<String>();
        for (var device : report) {
            if (device.id().isEmpty() || device.id().length() > LONGEST || !devices.add(device.id())) {
                throw wrong("device '" + device.id() + "' twice, or under an id of more than 255 characters");
            }
            for (var part : device.parts()) {
                check(device, part, parts);
                for (var piece : part.attachments()) {
                    if (Piece.mark(piece).length() > LONGEST || !pieces.add(Piece.mark(piece))) {
                        throw wrong("the piece " + Piece.mark(piece) + " twice, or under too long a name");
                    }
                }
            }
        }
    }

    private void check(Device device, Part part, Set<String> parts) {
        var names = NAME.matcher(part.resourceClass()).matches()
                && part.traits().stream().allMatch(trait -> NAME.matcher(trait).matches());
        if (part.id().isEmpty() || part.id().length() > LONGEST || !names || !parts.add(part.id())) {
            throw wrong("part '%s' of device %s twice, or with an id, a resource class or a trait that can be none"
                    .formatted(part.id(), device.id()));
        }
    }

    private DriverException wrong(String what) {
        return new DriverException(Kind.FAILED,
                "Driver instance '%s' reports %s, which is a bug of its driver; report it to its vendor."
                        .formatted(source, what));
    }

    private String fingerprint(Device device) {
        var fields = new ArrayList<>(List.of(host, device.id(), device.kind().name(), device.vendor(),
                device.product(), device.name(), device.obstacles().toString(),
                new TreeMap<>(device.properties()).toString()));
        for (var part : device.parts()) {
            fields.add(part.id());
            fields.add(part.resourceClass());
            fields.add(new TreeSet<>(part.traits()).toString());
            part.attachments().forEach(piece -> fields.add(piece.toString()));
        }
        return Chain.link(Chain.START, fields);
    }
}
