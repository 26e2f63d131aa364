package io.gantry.accelerators.pci;

import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.accelerator.Device.Kind;
import java.util.Set;

/// What a function is called towards scheduling, by vendor and class.
final class Kinds {
    /// Intel's processors for encryption and compression, and their virtual functions.
    private static final Set<String> QAT = Set.of("0435", "0443", "37c8", "37c9", "19e2", "19e3", "6f54", "6f55",
            "18a0",
            "18a1", "18ee", "18ef", "4940", "4941", "4942", "4943", "4944", "4945", "4946", "4947", "578a", "578b");
    private static final String HUAWEI = "19e5";

    private Kinds() {}

    static Kind of(PciFunction function) {
        if (isQat(function)) {
            return Kind.QAT;
        }
        return function.vendor().equals(HUAWEI) && function.is("12") ? Kind.AICHIP : Kind.PCI;
    }

    private static boolean isQat(PciFunction function) {
        return function.vendor().equals("8086") && function.is("0b") && QAT.contains(function.product());
    }

    static String resourceClass(Kind kind) {
        return kind == Kind.QAT ? "CUSTOM_QAT" : "CUSTOM_PCI";
    }

    static Set<String> traits(PciFunction function) {
        return Set.of("CUSTOM_PCI_" + Names.trait(function), "CUSTOM_PCI_PRODUCT_ID_" + function.productTrait());
    }
}
