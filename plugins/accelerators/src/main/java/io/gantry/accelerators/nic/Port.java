package io.gantry.accelerators.nic;

import io.gantry.accelerators.sysfs.PciFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One port as the kernel shows it: the function and its network interfaces.
record Port(PciFunction function) {
    /// Virtual machines show paravirtual and emulated adapters under these vendors.
    private static final Set<String> VIRTUAL = Set.of("1af4", "1b36", "15ad", "80ee", "1414", "1d0f");
    private static final String MELLANOX = "15b3";
    private static final int UP = 1;

    /// Whether it is an adapter of its own that carries Ethernet or InfiniBand.
    static boolean isOne(PciFunction function) {
        return (function.is("0200") || function.is("0207") || function.is("0280")) && !isVirtual(function)
                && !isWireless(function);
    }

    static boolean isVirtual(PciFunction function) {
        return VIRTUAL.contains(function.vendor())
                || function.files().text("subsystem_vendor").filter("0x1af4"::equals).isPresent();
    }

    /// Wi-Fi shares its class with adapters that speak more than Ethernet; those show an interface that is not wireless.
    static boolean isWireless(PciFunction function) {
        if (!function.is("0280") || function.vendor().equals(MELLANOX)) {
            return false;
        }
        var interfaces = function.files().names("net");
        return interfaces.isEmpty() || function.files().has("ieee80211") || interfaces.stream()
                .anyMatch(name -> function.files().has("net/" + name + "/wireless")
                        || function.files().has("net/" + name + "/phy80211"));
    }

    /// Its interfaces, without those that stand for virtual functions in a switch.
    List<String> interfaces() {
        return function.files()
                .names("net")
                .stream()
                .filter(name -> function.files()
                        .text("net/" + name + "/phys_port_name")
                        .filter(port -> port.matches(".*(pf|vf|sf)[0-9].*"))
                        .isEmpty())
                .toList();
    }

    /// Interfaces that the machine itself uses.
    List<String> used() {
        return interfaces().stream().filter(this::isUsed).toList();
    }

    private boolean isUsed(String name) {
        var net = function.files().in("net/" + name);
        return net.link("master").isPresent() || net.names().stream().anyMatch(file -> file.startsWith("upper_"))
                || flags(net.text("flags")) % 2 == UP;
    }

    private static int flags(Optional<String> text) {
        return text.filter(flags -> flags.matches("0x[0-9a-f]{1,7}")).map(Integer::decode).orElse(0);
    }

    Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        var interfaces = interfaces();
        if (!interfaces.isEmpty()) {
            var net = function.files().in("net/" + interfaces.getFirst());
            properties.put("interfaces", String.join(" ", interfaces));
            net.number("speed").filter(speed -> speed > 0).ifPresent(speed -> properties.put("speed-mbps", "" + speed));
            net.text("operstate").ifPresent(state -> properties.put("link", state));
            net.text("address").ifPresent(mac -> properties.put("mac", mac));
            net.text("phys_switch_id").ifPresent(id -> properties.put("switchdev", id));
        }
        return properties;
    }
}
