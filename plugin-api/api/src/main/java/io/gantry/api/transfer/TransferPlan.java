package io.gantry.api.transfer;

/// What is to move, from where to where, and how.
///
/// @param guest name of the guest
/// @param memoryBytes its memory
/// @param source where it runs now
/// @param target where it shall run
/// @param connections how many to use at once, 1 to 16; 0 leaves it to the strategy
/// @param bytesPerSecond at most this much over all connections together; 0 sets no limit
public record TransferPlan(String guest, long memoryBytes, Endpoint source, Endpoint target, int connections,
        long bytesPerSecond) {}
