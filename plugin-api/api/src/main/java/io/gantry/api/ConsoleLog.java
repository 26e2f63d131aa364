package io.gantry.api;

/// Role of a [HypervisorDriver] that keeps what its guests write to their serial console.
public interface ConsoleLog {
    /// The last lines, oldest first, each ended by a line feed; what is no UTF-8 is replaced. A guest that was moved brings none along.
    ///
    /// @param lines at most so many; 0 for all that is kept
    String console(String guest, int lines) throws InterruptedException;
}
