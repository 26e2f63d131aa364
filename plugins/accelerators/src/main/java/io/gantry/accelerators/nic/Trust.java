package io.gantry.accelerators.nic;

import io.gantry.accelerators.sysfs.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the operator lets virtual functions do. Only netlink can set it, and the program ip speaks that.
///
/// @param ip the program
record Trust(Optional<Boolean> trusted, Optional<Boolean> spoofCheck, Path ip) {
    boolean isSet() { return trusted.isPresent() || spoofCheck.isPresent(); }

    /// Why it cannot be set for the virtual functions of that port.
    Optional<String> obstacle(Port port) {
        if (!isSet()) {
            return Optional.empty();
        }
        if (!Files.isExecutable(ip)) {
            return Optional
                    .of(("The virtual functions of %s are to be given trust or spoof check, and the program %s that"
                            + " sets it is not there; install iproute2 or set the option ip.")
                            .formatted(port.function().address(),
                                    ip));
        }
        return port.interfaces().isEmpty()
                ? Optional.of(
                        ("The virtual functions of %s are to be given trust or spoof check, and the port has no network"
                                + " interface to set it through; bind the port to its Linux driver, or leave both options out.")
                                .formatted(port.function().address()))
                : Optional.empty();
    }

    /// @param number of the virtual function among those of the port
    void set(Port port, int number) throws InterruptedException {
        if (!isSet()) {
            return;
        }
        var words = new ArrayList<>(
                List.of(ip.toString(), "link", "set", "dev", port.interfaces().getFirst(), "vf", "" + number));
        trusted.ifPresent(on -> words.addAll(List.of("trust", word(on))));
        spoofCheck.ifPresent(on -> words.addAll(List.of("spoofchk", word(on))));
        Command.run(words);
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
