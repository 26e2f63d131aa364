package io.gantry.baremetal;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What people can say of a node, and since which minor version of the API.
public enum NodeField {
    NAME(5, Kind.NAME), DRIVER(1, Kind.TEXT), DRIVER_INFO(1, Kind.OBJECT), PROPERTIES(1, Kind.OBJECT), EXTRA(1,
            Kind.OBJECT), INSTANCE_INFO(1, Kind.OBJECT), INSTANCE_UUID(1, Kind.UUID), INSTANCE_NAME(104,
                    Kind.TEXT), CHASSIS_UUID(1, Kind.UUID), RESOURCE_CLASS(21, Kind.CLASS), BIOS_INTERFACE(40,
                            Kind.TEXT), BOOT_INTERFACE(31, Kind.TEXT), CONSOLE_INTERFACE(31,
                                    Kind.TEXT), DEPLOY_INTERFACE(31, Kind.TEXT), FIRMWARE_INTERFACE(86,
                                            Kind.TEXT), INSPECT_INTERFACE(31, Kind.TEXT), MANAGEMENT_INTERFACE(31,
                                                    Kind.TEXT), NETWORK_INTERFACE(20, Kind.TEXT), POWER_INTERFACE(31,
                                                            Kind.TEXT), RAID_INTERFACE(31, Kind.TEXT), RESCUE_INTERFACE(
                                                                    38, Kind.TEXT), STORAGE_INTERFACE(33,
                                                                            Kind.TEXT), VENDOR_INTERFACE(31,
                                                                                    Kind.TEXT), CONDUCTOR_GROUP(46,
                                                                                            Kind.GROUP), AUTOMATED_CLEAN(
                                                                                                    47,
                                                                                                    Kind.FLAG), PROTECTED(
                                                                                                            48,
                                                                                                            Kind.FLAG), PROTECTED_REASON(
                                                                                                                    48,
                                                                                                                    Kind.LONG_TEXT), OWNER(
                                                                                                                            50,
                                                                                                                            Kind.TEXT), DESCRIPTION(
                                                                                                                                    51,
                                                                                                                                    Kind.LONG_TEXT), RETIRED(
                                                                                                                                            61,
                                                                                                                                            Kind.FLAG), RETIRED_REASON(
                                                                                                                                                    61,
                                                                                                                                                    Kind.LONG_TEXT), LESSEE(
                                                                                                                                                            65,
                                                                                                                                                            Kind.TEXT), NETWORK_DATA(
                                                                                                                                                                    66,
                                                                                                                                                                    Kind.NETWORKS), SHARD(
                                                                                                                                                                            82,
                                                                                                                                                                            Kind.TEXT), PARENT_NODE(
                                                                                                                                                                                    83,
                                                                                                                                                                                    Kind.UUID), DISABLE_POWER_OFF(
                                                                                                                                                                                            95,
                                                                                                                                                                                            Kind.FLAG), MAINTENANCE(
                                                                                                                                                                                                    1,
                                                                                                                                                                                                    Kind.FLAG), MAINTENANCE_REASON(
                                                                                                                                                                                                            1,
                                                                                                                                                                                                            Kind.LONG_TEXT);

    /// What a value has to be.
    private enum Kind {
        TEXT, LONG_TEXT, NAME, CLASS, GROUP, UUID, FLAG, OBJECT, NETWORKS
    }

    private static final int TEXT = 255;
    private static final int LONG_TEXT = 4096;
    private static final int CLASS = 80;
    private static final int OBJECT = 1 << 17;
    /// What network data has, unless it has nothing.
    private static final List<String> NETWORKS = List.of("links", "networks", "services");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._~-]{0,253}[A-Za-z0-9~_-])?");
    private static final Pattern GROUP_NAME = Pattern.compile("[a-zA-Z0-9_.-]*");

    private static final Map<String, NodeField> BY_WORD = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(NodeField::word, field -> field));

    private final String word = name().toLowerCase(java.util.Locale.ROOT);
    private final int since;
    private final Kind kind;

    NodeField(int since, Kind kind) {
        this.since = since;
        this.kind = kind;
    }

    /// As the API writes it.
    public String word() {
        return word;
    }

    /// The minor version that brought it.
    public int since() {
        return since;
    }

    /// Whether it names the implementation of one of Ironic's interfaces.
    public boolean isInterface() { return name().endsWith("_INTERFACE"); }

    /// Whether it holds names and values.
    public boolean isObject() { return kind == Kind.OBJECT || kind == Kind.NETWORKS; }

    /// Whether it is true or false.
    public boolean isFlag() { return kind == Kind.FLAG; }

    /// The field of that name.
    public static Optional<NodeField> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /// Refuses a value that cannot be its; null means that nothing is said.
    void check(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        var fine = switch (kind) {
            case TEXT -> text(value, TEXT);
            case LONG_TEXT -> text(value, LONG_TEXT);
            case NAME -> text(value, TEXT) && HOST_NAME.matcher(value.textValue()).matches()
                    && JsonBody.parsed(value.textValue()).isEmpty();
            case CLASS -> text(value, CLASS);
            case GROUP -> text(value, TEXT) && GROUP_NAME.matcher(value.textValue()).matches();
            case UUID -> value.isTextual() && JsonBody.parsed(value.textValue()).isPresent();
            case FLAG -> value.isBoolean();
            case OBJECT -> value.isObject() && value.toString().length() <= OBJECT;
            case NETWORKS -> value.isObject() && value.toString().length() <= OBJECT
                    && (value.isEmpty() || NETWORKS.stream().allMatch(part -> value.path(part).isArray()));
        };
        if (!fine) {
            throw Problem.invalid("'%s' %s.".formatted(word(), rule()));
        }
    }

    private static boolean text(JsonNode value, int longest) {
        return value.isTextual() && value.textValue().length() <= longest && value.textValue().indexOf('\0') < 0;
    }

    private String rule() {
        return switch (kind) {
            case TEXT -> "must be a string of at most " + TEXT + " characters";
            case LONG_TEXT -> "must be a string of at most " + LONG_TEXT + " characters";
            case NAME -> "must be a host name of at most 255 characters and no UUID";
            case CLASS -> "must be a string of at most " + CLASS + " characters";
            case GROUP -> "must have letters, digits, '_', '.' and '-' only";
            case UUID -> "must be a UUID";
            case FLAG -> "must be true or false";
            case OBJECT -> "must be a JSON object of at most " + OBJECT + " characters";
            case NETWORKS -> "must be a JSON object of at most " + OBJECT + " characters with the lists " + NETWORKS;
        };
    }
}
