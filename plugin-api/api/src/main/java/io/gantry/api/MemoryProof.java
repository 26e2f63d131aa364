package io.gantry.api;

/// Role of a [HypervisorDriver] that can prove what a halted guest's memory holds.
public interface MemoryProof {
    /// SHA-256 over the whole memory of a paused or arrived guest, as 64 lower case hexadecimal digits. A running guest is refused as
    /// [DriverException.Kind#BUSY].
    String memoryDigest(String guest) throws InterruptedException;
}
