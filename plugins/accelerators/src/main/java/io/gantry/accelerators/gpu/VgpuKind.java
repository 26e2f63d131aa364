package io.gantry.accelerators.gpu;

/// One type of vGPU that a function can make.
///
/// @param id `nvidia-742`
/// @param name for people: `NVIDIA A2-1B`
/// @param available how many more can be made now
/// @param made how many there are
/// @param most of one card, as the type says; 0 if it does not
record VgpuKind(String id, String name, int available, int made, int most) {
    /// As a property shows it.
    String line() {
        return "%s (%s, %d available%s)".formatted(id, name, available, made > 0 ? ", " + made + " in use" : "");
    }
}
