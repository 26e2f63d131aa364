package io.gantry.qemu;

import java.nio.file.Path;

/// Where the files of a guest lie.
///
/// @param directory what outlives its process: its record, its disks, the state of its TPM, its console
/// @param runtime sockets and what else belongs to one process; short, for the path of a unix socket has at most 107 bytes
record Home(Path directory, Path runtime) {
    Path console() {
        return directory.resolve("console.log");
    }

    Path disk(String id) {
        return directory.resolve(id + ".qcow2");
    }

    Path tpm() {
        return directory.resolve("tpm");
    }

    /// Where the hypervisor driver talks to QEMU.
    Path monitor() {
        return runtime.resolve("monitor");
    }

    /// Where a transfer strategy talks to QEMU.
    Path migration() {
        return runtime.resolve("migration");
    }

    Path consoleSocket() {
        return runtime.resolve("console");
    }

    Path tpmSocket() {
        return runtime.resolve("tpm");
    }

    Path log() {
        return runtime.resolve("log");
    }

    Path tpmLog() {
        return runtime.resolve("tpm-log");
    }

    Path pid() {
        return runtime.resolve("pid");
    }

    Path tpmPid() {
        return runtime.resolve("tpm-pid");
    }
}
