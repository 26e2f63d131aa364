package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;

/// The input of a `migrate` job: what was true and wanted when it was handed in.
///
/// @param source the hypervisor instance that the guest ran on
public record Move(GuestSpec guest, String source, Migration migration) {
    /// The kind of the job.
    public static final String KIND = "migrate";
}
