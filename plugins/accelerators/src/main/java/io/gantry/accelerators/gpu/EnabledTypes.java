package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.AddressPattern;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.util.List;
import java.util.Optional;

/// Which type of vGPU the operator enabled on which address.
///
/// @param entries in his order
record EnabledTypes(List<Entry> entries) {
    private static final int ANY = Integer.MAX_VALUE;

    /// @param most of one card
    record Entry(AddressPattern address, String type, int most) {}

    static EnabledTypes of(List<GpuOptions.VgpuType> options) {
        return new EnabledTypes(options.stream().map(EnabledTypes::entry).toList());
    }

    private static Entry entry(GpuOptions.VgpuType option) {
        if (!option.type().matches("[A-Za-z0-9_.+-]{1,100}") || option.type().matches("\\.+")) {
            throw new DriverException(Kind.INVALID,
                    "'%s' in vgpu-types is no type such as nvidia-742; the property vgpu-types of the device lists them."
                            .formatted(option.type()));
        }
        if (option.most().filter(most -> most < 1).isPresent()) {
            throw new DriverException(Kind.INVALID,
                    "most of %s in vgpu-types is %d, and none of a type is said by leaving its entry out.".formatted(
                            option.type(), option.most().get()));
        }
        return new Entry(AddressPattern.parse(option.address(), "vgpu-types"), option.type(),
                option.most().orElse(ANY));
    }

    /// What is enabled on the function itself, or else on the card it is cut from.
    ///
    /// @throws DriverException with INVALID if entries contradict each other
    Optional<Entry> of(String address, String card) {
        return of(address).or(() -> of(card));
    }

    private Optional<Entry> of(String address) {
        var all = entries.stream().filter(entry -> entry.address().matches(address)).toList();
        if (all.stream().map(Entry::type).distinct().count() > 1) {
            throw new DriverException(Kind.INVALID,
                    "%s can have one type of vGPU, and vgpu-types has %s for it; make the addresses narrower."
                            .formatted(
                                    address, String.join(" and ", all.stream().map(Entry::type).distinct().toList())));
        }
        return all.stream().findFirst();
    }
}
