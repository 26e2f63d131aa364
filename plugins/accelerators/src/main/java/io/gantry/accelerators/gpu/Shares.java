package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The vGPUs of one card: every type that its functions can make, and those that are offered.
///
/// @param types of each function that can be shared
record Shares(Card card, Map<PciFunction, List<VgpuKind>> types) {
    /// A piece of a type on a function.
    private record Piece(boolean made, Attachment attachment) {}

    static Shares of(Card card, MediatedTypes mediated, VendorTypes vendor) {
        var types = new LinkedHashMap<PciFunction, List<VgpuKind>>();
        for (var function : card.functions()) {
            var own = VendorTypes.has(function.files())
                    ? vendor.of(function.files(), card.address())
                    : mediated.of(function.address());
            if (!own.isEmpty() || VendorTypes.has(function.files())) {
                types.put(function, own);
            }
        }
        return new Shares(card, types);
    }

    boolean any() {
        return !types.isEmpty();
    }

    /// How many vGPUs there are now, of whatever type.
    int made() {
        return types.values().stream().flatMap(List::stream).mapToInt(VgpuKind::made).sum();
    }

    /// One line a type, summed over the functions of the card.
    String lines() {
        var sums = new TreeMap<String, VgpuKind>();
        types.values().stream().flatMap(List::stream).forEach(kind -> sums.merge(kind.id(), kind, Shares::sum));
        return String.join("; ", sums.values().stream().map(Shares::limited).map(VgpuKind::line).toList());
    }

    private static VgpuKind sum(VgpuKind one, VgpuKind other) {
        return new VgpuKind(one.id(), one.name(), one.available() + other.available(), one.made() + other.made(),
                Math.max(one.most(), other.most()));
    }

    private static VgpuKind limited(VgpuKind kind) {
        var room = kind.most() == 0
                ? kind.available()
                : Math.clamp((long) kind.most() - kind.made(), 0, kind.available());
        return new VgpuKind(kind.id(), kind.name(), room, kind.made(), kind.most());
    }

    /// A part for each enabled type.
    ///
    /// @param obstacles takes what is wrong with the entries
    List<Part> parts(EnabledTypes enabled, List<String> obstacles) {
        var entries = new TreeMap<String, List<PciFunction>>();
        var most = new TreeMap<String, Integer>();
        types.keySet()
                .forEach(function -> enabled.of(function.address(), card.address()).ifPresent(entry -> {
                    entries.computeIfAbsent(entry.type(), none -> new ArrayList<>()).add(function);
                    most.merge(entry.type(), entry.most(), Math::min);
                }));
        return entries.entrySet()
                .stream()
                .flatMap(entry -> part(entry.getKey(), entry.getValue(), most.getOrDefault(entry.getKey(), 0),
                        obstacles).stream())
                .toList();
    }

    private List<Part> part(String type, List<PciFunction> functions, int most, List<String> obstacles) {
        var pieces = new ArrayList<Piece>();
        var name = "";
        var limit = most;
        for (var function : functions) {
            for (var kind : types.getOrDefault(function, List.of())) {
                if (kind.id().equals(type)) {
                    name = kind.name();
                    limit = kind.most() == 0 ? limit : Math.min(limit, kind.most());
                    pieces(function, kind).forEach(pieces::add);
                }
            }
        }
        if (pieces.isEmpty()) {
            obstacles.add(
                    ("%s can make no vGPU of type %s now: the type is unknown there or the card is full; the property"
                            + " vgpu-types lists what it can.").formatted(card.address(), type));
        }
        // Those that exist come first, so that a full card keeps what it has.
        var offered = pieces.stream()
                .sorted(Comparator.comparing((Piece piece) -> !piece.made()))
                .limit(limit)
                .map(Piece::attachment)
                .toList();
        return List.of(new Part(card.address() + "/" + type, "VGPU",
                Set.of("OWNER_CYBORG", trait(name.isEmpty() ? type : name)), offered));
    }

    private static Stream<Piece> pieces(PciFunction function, VgpuKind kind) {
        if (VendorTypes.has(function.files())) {
            return Stream.of(new Piece(kind.made() > 0, new Attachment.Pci(function.address())));
        }
        return IntStream.range(0, kind.made() + kind.available())
                .mapToObj(slot -> new Piece(slot < kind.made(),
                        new Attachment.Mediated(function.address(), kind.id(), slot)));
    }

    /// `NVIDIA RTX A6000-4Q` is asked for as `CUSTOM_NVIDIA_2230_RTX_A6000_4Q`.
    private String trait(String name) {
        var words = name.replaceFirst("^(NVIDIA|GRID) ", "").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return "%s_%s".formatted(cardTrait(card.function()), words);
    }

    static String cardTrait(PciFunction function) {
        var vendor = "CUSTOM_" + Names.trait(function);
        return function.product().equals("unknown") ? vendor : vendor + "_" + function.productTrait();
    }
}
