package io.gantry.accelerators.fpga;

import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.accelerators.sysfs.Records;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One card.
///
/// @param function by which it is known and programmed
/// @param user the function that a guest gets; the same where there is one only
/// @param virtual the virtual functions that can be seen
record FpgaCard(PciFunction function, PciFunction user, List<PciFunction> virtual) {
    static final String INTEL = "8086";
    static final String XILINX = "10ee";
    private static final Set<String> MAKERS = Set.of(XILINX, "1bd4", "1172");
    /// What the kernel's drivers for Intel's cards know: physical and virtual functions.
    private static final Map<String, String> INTEL_CARDS = Map.ofEntries(Map.entry("bcbd", "INTEGRATED_XEON"),
            Map.entry("bcc0", "INTEGRATED_XEON"), Map.entry("09c4", "PAC_ARRIA10"), Map.entry("09c5", "PAC_ARRIA10"),
            Map.entry("0b2b", "PAC_D5005"), Map.entry("0b2c", "PAC_D5005"), Map.entry("0b30", "PAC_N3000"),
            Map.entry("bcce", "DFL"), Map.entry("bccf", "DFL"), Map.entry("af00", "DFL"), Map.entry("af01", "DFL"),
            Map.entry("bcbf", "INTEGRATED_XEON"), Map.entry("bcc1", "INTEGRATED_XEON"));
    private static final Set<String> DRIVERS = Set.of("dfl-pci", "intel-fpga-pci", "xclmgmt", "xocl");

    /// Cards by vendor and class, and whatever the kernel's FPGA subsystem has.
    static boolean isOne(PciFunction function) {
        if (function.is("12") || function.type().isEmpty()) {
            return MAKERS.contains(function.vendor())
                    || (function.vendor().equals(INTEL) && INTEL_CARDS.containsKey(function.product()))
                    || function.files().has("fpga_region") || function.files().has("fpga");
        }
        return function.driver().filter(DRIVERS::contains).isPresent();
    }

    /// @param notes of functions that guests have: those show nothing of the FPGA subsystem
    static List<FpgaCard> found(PciBus bus, Records notes) {
        var cards = new TreeMap<String, FpgaCard>();
        for (var function : bus.functions()) {
            if ((isOne(function) || isHandedOut(function, notes))
                    && bus.virtual().parent(function.address()).isEmpty()) {
                var parts = function.vendor().equals(XILINX)
                        ? bus.slot(function).stream().filter(FpgaCard::isXilinx).toList()
                        : List.of(function);
                var first = parts.getFirst();
                cards.putIfAbsent(first.address(), new FpgaCard(first, user(parts), virtual(bus, first)));
            }
        }
        return List.copyOf(cards.values());
    }

    private static boolean isHandedOut(PciFunction function, Records notes) {
        return function.driver().filter("vfio-pci"::equals).isPresent() && notes.read(function.address()).isPresent();
    }

    private static boolean isXilinx(PciFunction function) {
        return function.vendor().equals(XILINX) && isOne(function);
    }

    /// One function manages the card and stays with the machine; the other works for its user.
    private static PciFunction user(List<PciFunction> parts) {
        return parts.stream()
                .filter(part -> part.driver().filter("xocl"::equals).isPresent())
                .findFirst()
                .orElseGet(() -> parts.stream()
                        .filter(part -> part.driver().filter("xclmgmt"::equals).isEmpty())
                        .reduce((one, next) -> next)
                        .orElse(parts.getLast()));
    }

    private static List<PciFunction> virtual(PciBus bus, PciFunction card) {
        return bus.virtual().of(card).stream().flatMap(address -> bus.get(address).stream()).toList();
    }

    String address() {
        return function.address();
    }

    /// Vendor and model in the spelling of traits.
    List<String> traits() {
        return switch (function.vendor()) {
            case INTEL -> INTEL_CARDS.containsKey(function.product())
                    ? List.of("CUSTOM_FPGA_INTEL", "CUSTOM_FPGA_INTEL_" + INTEL_CARDS.get(function.product()))
                    : List.of("CUSTOM_FPGA_INTEL", product());
            case XILINX -> List.of("CUSTOM_FPGA_XILINX", product());
            default -> List.of("CUSTOM_FPGA_" + io.gantry.accelerators.sysfs.Names.trait(function), product());
        };
    }

    private String product() {
        return "CUSTOM_FPGA_PRODUCT_ID_" + function.productTrait();
    }
}
