package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A field that people can set of a port, port group, chassis, volume connector or volume target.
///
/// @param since the minor version of the API that brought it
/// @param longest how many characters a text may have
record WireField(String word, int since, Kind kind, int longest) {
    /// What a value has to be.
    enum Kind {
        TEXT, NAME, MAC, UUID, FLAG, NUMBER, OBJECT
    }

    private static final int LARGEST_OBJECT = 1 << 16;
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    static final List<WireField> PORT = List.of(of("address", 1, Kind.MAC), of("node_uuid", 1, Kind.UUID),
            of("extra", 1, Kind.OBJECT), of("pxe_enabled", 19, Kind.FLAG),
            of("local_link_connection", 19, Kind.OBJECT), of("portgroup_uuid", 24, Kind.UUID),
            new WireField("physical_network", 34, Kind.TEXT, 64), of("is_smartnic", 53, Kind.FLAG),
            of("name", 88, Kind.NAME), new WireField("description", 97, Kind.TEXT, 255),
            new WireField("vendor", 100, Kind.TEXT, 32), new WireField("category", 101, Kind.TEXT, 80),
            of("available_for_dynamic_portgroup", 111, Kind.FLAG));
    static final List<WireField> GROUP = List.of(of("address", 23, Kind.MAC), of("node_uuid", 23, Kind.UUID),
            of("name", 23, Kind.NAME), of("extra", 23, Kind.OBJECT), of("standalone_ports_supported", 23, Kind.FLAG),
            of("mode", 26, Kind.TEXT), of("properties", 26, Kind.OBJECT),
            new WireField("physical_network", 102, Kind.TEXT, 64), new WireField("category", 103, Kind.TEXT, 80));

    static final List<WireField> CHASSIS = List.of(of("description", 1, Kind.TEXT), of("extra", 1, Kind.OBJECT));
    static final List<WireField> CONNECTOR = List.of(of("node_uuid", 32, Kind.UUID),
            new WireField("type", 32, Kind.TEXT, 32), of("connector_id", 32, Kind.TEXT), of("extra", 32, Kind.OBJECT));
    static final List<WireField> TARGET = List.of(of("node_uuid", 32, Kind.UUID),
            new WireField("volume_type", 32, Kind.TEXT, 64), of("properties", 32, Kind.OBJECT),
            of("boot_index", 32, Kind.NUMBER), of("volume_id", 32, Kind.TEXT), of("extra", 32, Kind.OBJECT));

    private static WireField of(String word, int since, Kind kind) {
        return new WireField(word, since, kind, 255);
    }

    /// Refuses what is no field, what is newer than the client speaks, and values that cannot be.
    static void check(List<WireField> fields, ObjectNode given, HttpRequest<?> request) {
        given.properties().forEach(entry -> {
            var field = find(fields, entry.getKey());
            BaremetalVersion.needs(request, field.since(), field.word());
            field.check(entry.getValue());
        });
    }

    /// Refuses values that cannot be.
    static void check(List<WireField> fields, ObjectNode given) {
        given.properties().forEach(entry -> find(fields, entry.getKey()).check(entry.getValue()));
    }

    /// The field of that name.
    ///
    /// @throws Problem INVALID if there is none that can be set
    static WireField find(List<WireField> fields, String word) {
        return fields.stream()
                .filter(field -> field.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("There is no field '%s' that can be set%s.".formatted(
                        JsonBody.cut(word), Suggestion.text(word, fields.stream().map(WireField::word).toList()))));
    }

    private void check(JsonNode value) {
        var right = value.isNull() || switch (kind) {
            case TEXT -> value.isTextual() && value.textValue().length() <= longest
                    && value.textValue().indexOf('\0') < 0;
            case NAME -> value.isTextual() && value.textValue().length() <= longest && !value.textValue().isBlank()
                    && value.textValue().indexOf('\0') < 0 && JsonBody.parsed(value.textValue()).isEmpty();
            case MAC -> value.isTextual() && MAC.matcher(value.textValue()).matches();
            case UUID -> value.isTextual() && JsonBody.parsed(value.textValue()).isPresent();
            case FLAG -> value.isBoolean();
            case NUMBER -> value.isInt() && value.intValue() >= 0;
            case OBJECT -> value.isObject() && value.toString().length() <= LARGEST_OBJECT;
        };
        if (!right) {
            throw Problem.invalid("'%s' must be %s.".formatted(word, rule()));
        }
    }

    private String rule() {
        return switch (kind) {
            case TEXT -> "a text of at most " + longest + " characters";
            case NAME -> "a text of 1 to " + longest + " characters and no UUID";
            case MAC -> "a MAC address such as 52:54:00:00:00:01";
            case UUID -> "a UUID";
            case FLAG -> "true or false";
            case NUMBER -> "a whole number from 0";
            case OBJECT -> "a JSON object of at most " + LARGEST_OBJECT + " characters";
        };
    }

    /// The MAC address in a query.
    static Optional<String> address(HttpRequest<?> request) {
        return Optional.ofNullable(request.getParameters().get("address")).map(WireField::address);
    }

    /// A MAC address as it is written down.
    static String address(String text) {
        if (!MAC.matcher(text).matches()) {
            throw Problem.invalid("Expected a MAC address but received %s.".formatted(JsonBody.cut(text)));
        }
        return text.toLowerCase(java.util.Locale.ROOT);
    }
}
