package io.gantry.accelerator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Where devices are written down. Every method is one transaction, or part of the caller's.
public interface InventoryRecords {
    /// By name.
    List<Source> sources();

    /// That the instance has just said what is there.
    void reported(Source source);

    /// That it has not; a cause that stood there before keeps its time.
    void stale(String source, String host, String driver, Source.Stale stale);

    void forget(String source);

    /// The fingerprint of each device of an instance by its id there, with whether it is missing.
    Map<String, Seen> seen(String source);

    /// @param fingerprint of what was reported
    record Seen(UUID id, String fingerprint, boolean missing) {}

    /// What other instances of that machine have: ids of devices and parts and marks of pieces, each with the instance.
    Map<String, String> claims(String host, String except);

    /// Writes down what changed.
    ///
    /// @return devices that are gone although somebody has a piece of them
    List<String> apply(Changes changes, Instant now);

    List<KnownDevice> devices(DeviceQuery query);

    Optional<KnownDevice> device(UUID id);

    /// Whether there was one.
    boolean enable(UUID device, boolean enabled, Instant now);

    /// Those of one device, or all.
    List<KnownPart> parts(Optional<UUID> device);

    Optional<KnownPart> part(UUID id);

    /// That part was programmed.
    void programmed(UUID part, String bitstream, Instant now);

    /// In their order.
    ///
    /// @param source only of this instance; empty for all
    List<Piece> pieces(Optional<String> source);

    /// Requests that have a piece of the device.
    Set<UUID> users(UUID device);

    List<Attribute> attributes(Optional<Long> part, Optional<String> name);

    Optional<Attribute> attribute(UUID id);

    /// @throws io.gantry.base.Problem NOT_FOUND if there is no such part, CONFLICT if it has one of that name
    Attribute add(long part, String name, String content, Instant now);

    void removeAttribute(UUID id);
}
