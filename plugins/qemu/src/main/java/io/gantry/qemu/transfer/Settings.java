package io.gantry.qemu.transfer;

import io.gantry.api.transfer.TransferPlan;
import io.gantry.qemu.Topology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How QEMU is to move a guest, the same at both ends.
///
/// @param channels beside the main connection; 0 for QEMU's way without channels
/// @param compression of what goes through channels
/// @param bytesPerSecond at most; 0 sets no limit
/// @param tls whether the connections are encrypted
/// @param disks whether disks are copied along
/// @param ownDowntimeMillis QEMU goes over by itself as soon as the rest takes no longer than this
/// @param stall without any progress for so long, the migration hangs
public record Settings(int channels, Compression compression, long bytesPerSecond, boolean tls, boolean disks,
        int ownDowntimeMillis,
        Duration stall) {
    /// What QEMU packs pages with.
    public enum Compression {
        NONE, ZLIB, ZSTD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// So short a halt is nobody's concern; every longer one is the host's decision. At 0 QEMU would never look what was written meanwhile.
    private static final int SHORT_MILLIS = 1;
    /// QEMU's own choice, with which it looks as seldom as it can.
    private static final int USUAL_MILLIS = 300;
    /// As long as QEMU lets anybody say.
    private static final int ANY_DOWNTIME_MILLIS = 2_000_000;

    /// See [#ownDowntimeMillis].
    static int ownDowntimeMillis(TransferPlan plan) {
        return Topology.forgetful(plan.source().details()) ? USUAL_MILLIS : SHORT_MILLIS;
    }

    /// Every capability that one of our attempts may have set before on the same QEMU is set again, one way or the other.
    ///
    /// Without `return-path` a source calls a migration complete that has failed at the target.
    List<Map<String, Object>> capabilities() {
        return List.of(capability("events", true), capability("return-path", true), capability("auto-converge", true),
                capability("multifd", channels > 0), capability("pause-before-switchover", disks));
    }

    private static Map<String, Object> capability(String name, boolean state) {
        return Map.of("capability", name, "state", state);
    }

    /// Throttling is QEMU's, its moment and its strength are the host's: until the host asks for it, QEMU takes 1 % at most.
    Map<String, Object> parameters(String credentials) {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("max-bandwidth", bytesPerSecond);
        parameters.put("downtime-limit", ownDowntimeMillis);
        parameters.put("cpu-throttle-initial", 1);
        parameters.put("max-cpu-throttle", 1);
        parameters.put("throttle-trigger-threshold", 100);
        parameters.put("tls-creds", credentials);
        if (channels > 0) {
            parameters.put("multifd-channels", channels);
            parameters.put("multifd-compression", compression.word());
        }
        return parameters;
    }

    static Map<String, Object> throttle(int percent) {
        var wanted = Math.max(1, percent);
        return Map.of("max-cpu-throttle", wanted, "cpu-throttle-increment", wanted, "throttle-trigger-threshold",
                percent == 0 ? 100 : 1);
    }

    static Map<String, Object> switchOver() {
        return Map.of("downtime-limit", ANY_DOWNTIME_MILLIS);
    }
}
