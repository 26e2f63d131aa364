package io.gantry.api;

/// Where a long operation tells how far it is. Cheap to call often: the host samples it. A method that takes one has no fixed deadline;
/// instead the host's deadline starts anew with each report, so a silent driver is interrupted and a busy one is not.
@FunctionalInterface
public interface Progress {
    /// @param step what is being done now, a few words: `write`
    /// @param done units finished in this step, from 0 to `total`
    /// @param total units in this step, usually bytes; 0 if not known
    void report(String step, long done, long total);
}
