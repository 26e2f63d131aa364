package io.gantry.baremetal.port;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a filter can ask about. The names that begin with `gantry.` are ours and in no file that Ironic reads.
public enum Variable {
    ADDRESS("port.address", Kind.TEXT), CATEGORY("port.category", Kind.TEXT), PHYSICAL_NETWORK("port.physical_network",
            Kind.TEXT), VENDOR("port.vendor", Kind.TEXT), IS_PORT("port.is_port", Kind.TEST), IS_PORTGROUP(
                    "port.is_portgroup",
                    Kind.TEST), NETWORK_NAME("network.name", Kind.NETWORK), NETWORK_TAGS("network.tags",
                            Kind.SET), SPEED("gantry.speed_mbps", Kind.NUMBER), LINK_STATE("gantry.link_state",
                                    Kind.TEXT), SWITCH_ID("gantry.switch_id", Kind.TEXT), SWITCH_INFO(
                                            "gantry.switch_info", Kind.TEXT), PCI_SLOT("gantry.pci_slot",
                                                    Kind.TEXT), NUMA_NODE("gantry.numa_node", Kind.NUMBER);

    /// What its values are.
    enum Kind {
        /// Compared letter by letter.
        TEXT,
        /// Compared as whole numbers.
        NUMBER,
        /// A text that the network has, not the port.
        NETWORK,
        /// Several texts.
        SET,
        /// True or false of every port; not meant to be compared.
        TEST
    }

    static final List<String> NAMES = Arrays.stream(values()).map(Variable::text).toList();
    /// In which the ports of one group can be told to differ.
    static final List<Variable> DISTINGUISHING = List.of(SWITCH_ID, SWITCH_INFO, PCI_SLOT, NUMA_NODE, VENDOR, CATEGORY);

    private final String text;
    private final Kind kind;

    Variable(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    static Optional<Variable> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    /// As filters write it.
    public String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    /// Whether it is an addition of ours, so that its literals need not be Ironic's.
    boolean ours() {
        return text.startsWith("gantry.");
    }

    /// The value of one port; empty also for what is no port's.
    Optional<String> read(Attachable subject) {
        return switch (this) {
            case ADDRESS -> subject.mac();
            case CATEGORY -> subject.category();
            case PHYSICAL_NETWORK -> subject.physicalNetwork();
            case VENDOR -> subject.vendor();
            default -> subject instanceof Port port ? hardware(port) : Optional.empty();
        };
    }

    private Optional<String> hardware(Port port) {
        return switch (this) {
            case SPEED -> port.fact("speed_mbps");
            case LINK_STATE -> port.fact("link_state");
            case NUMA_NODE -> port.fact("numa_node");
            case PCI_SLOT -> port.slot();
            case SWITCH_ID -> port.link("switch_id");
            case SWITCH_INFO -> port.link("switch_info");
            default -> Optional.empty();
        };
    }
}
