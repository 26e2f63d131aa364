package io.gantry.baremetal.http;

import io.gantry.baremetal.BareMetalNode;
import io.gantry.base.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Body of a request that takes a node in.
record NewNode(Optional<String> name, Optional<String> hardware, Optional<String> deployInterface,
        Optional<Set<String>> traits, Optional<Map<String, String>> properties) {
    String requiredName() {
        return name.orElseThrow(() -> Problem.invalid("'name' is missing."));
    }

    String requiredHardware() {
        return hardware.orElseThrow(() -> Problem
                .invalid("'hardware' is missing: the hardware driver instance that drives the node's controller."));
    }

    String deployInterfaceOrAutodetect() {
        return deployInterface.orElse(BareMetalNode.AUTODETECT);
    }
}
