package io.gantry.api.guest;

/// What a compute host has for guests, and how much of it the guests that are defined there were promised.
///
/// @param processors of the machine
/// @param memoryBytes of the machine
/// @param diskBytes of the file system that holds the guests' disks
/// @param promisedProcessors to all its guests together; may be more than there are
/// @param promisedMemoryBytes to all its guests together
/// @param promisedDiskBytes to all its guests together
public record Capacity(int processors, long memoryBytes, long diskBytes, int promisedProcessors,
        long promisedMemoryBytes, long promisedDiskBytes) {}
