package io.gantry.accelerators.sysfs;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Gives functions to vfio-pci, from where a hypervisor takes them, and back to the driver that had them. What had them is noted before
/// anything is changed, so that it is undone after a crash too.
///
/// @param root of sysfs
/// @param kernel that is told
/// @param records where it is noted who has what
public record Vfio(Directory root, Kernel kernel, Records records) {
    private static final String VFIO = "vfio-pci";

    /// What a function was before; `-` stands for none.
    private record Former(String address, String driver, String override) {
        static Former of(PciFunction function) {
            return new Former(function.address(), function.driver().orElse("-"), override(function));
        }

        private static String override(PciFunction function) {
            return function.files().text("driver_override").filter(text -> !text.equals("(null)")).orElse("-");
        }

        static Former parse(String line) {
            var words = line.split(" ", 3);
            return new Former(words[0], words[1], words[2]);
        }

        @Override
        public String toString() {
            return address + " " + driver + " " + override;
        }
    }

    /// Whether the piece is noted as handed out.
    public boolean isAttached(String address) {
        return records().read(address).isPresent();
    }

    /// Binds them all to vfio-pci; idempotent.
    ///
    /// @param functions what goes together, the one that the guest asked for first
    public void attach(List<PciFunction> functions, UUID handle) {
        var address = functions.getFirst().address();
        var note = records().read(address);
        if (note.isPresent() && !note.get().startsWith(handle + "\n")) {
            throw new DriverException(Kind.BUSY, "%s is attached under %s; detach it first.".formatted(address,
                    note.get().lines().findFirst().orElse("another handle")));
        }
        if (!root().has("bus/pci/drivers/" + VFIO)) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "The kernel module vfio-pci is not loaded, so %s cannot be attached; run modprobe vfio-pci."
                            .formatted(address));
        }
        if (note.isEmpty()) {
            records().write(address, handle + "\n"
                    + functions.stream().map(one -> Former.of(one).toString()).collect(Collectors.joining("\n")));
        }
        functions.forEach(function -> bind(function, VFIO));
    }

    /// Gives the function to a Linux driver, whoever has it now.
    public void bind(PciFunction function, String driver) {
        if (function.driver().filter(driver::equals).isEmpty()) {
            kernel().order(function.files().path().resolve("driver_override"), driver);
            unbind(function);
            kernel().order(root().path().resolve("bus/pci/drivers_probe"), function.address());
        }
        if (function.driver().filter(driver::equals).isEmpty()) {
            throw new DriverException(Kind.FAILED,
                    "The driver %s did not take %s; the kernel's log (dmesg) says why.".formatted(driver,
                            function.address()));
        }
    }

    private void unbind(PciFunction function) {
        if (function.driver().isPresent()) {
            kernel().order(function.files().path().resolve("driver/unbind"), function.address());
        }
    }

    /// Gives back what was attached under the handle; idempotent.
    ///
    /// @param bus to find the functions on; one that is gone is left out
    public void detach(String address, UUID handle, PciBus bus) {
        var note = records().read(address).filter(text -> text.startsWith(handle + "\n"));
        if (note.isEmpty()) {
            return;
        }
        var former = new ArrayList<>(note.get().lines().skip(1).map(Former::parse).toList());
        former.forEach(one -> bus.get(one.address()).ifPresent(function -> restore(function, one)));
        records().delete(address);
    }

    private void restore(PciFunction function, Former former) {
        var override = former.override().equals("-") ? "" : former.override();
        kernel().order(function.files().path().resolve("driver_override"), override);
        if (function.driver().orElse("-").equals(former.driver())) {
            return;
        }
        unbind(function);
        if (!former.driver().equals("-")) {
            kernel().order(root().path().resolve("bus/pci/drivers_probe"), function.address());
        }
    }
}
