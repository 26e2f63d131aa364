package io.gantry.accelerator;

import io.gantry.base.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One group of a profile, in the words of the accelerator API.
///
/// @param fields `resources:CLASS` to a number, `trait:NAME` to `required` or `forbidden`, `accel:WORD` to anything
public record ProfileGroup(Map<String, String> fields) {
    private static final String RESOURCES = "resources:";
    private static final String TRAIT = "trait:";
    private static final String ACCEL = "accel:";
    private static final String CUSTOM = "CUSTOM_";
    private static final Set<String> CLASSES = Set.of("FPGA", "GPU", "VGPU", "PGPU", "CUSTOM_QAT", "CUSTOM_NIC",
            "CUSTOM_SSD");
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_]{1,255}");
    private static final int MOST = 1000;
    private static final int LONGEST = 255;

    /// Copies the fields and keeps their order.
    public ProfileGroup {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// @param raw as a client sent it
    /// @throws Problem INVALID saying what is wrong with which field
    public static ProfileGroup of(Map<String, String> raw) {
        var fields = new LinkedHashMap<String, String>();
        raw.forEach((key, value) -> {
            if (key.length() > LONGEST + RESOURCES.length() || value.length() > LONGEST) {
                throw Problem
                        .invalid("A key or value of a device profile group has more than " + LONGEST + " characters.");
            }
            var field = field(key, value);
            if (fields.put(field, value) != null) {
                throw Problem.invalid("The device profile group has " + field + " twice.");
            }
        });
        return new ProfileGroup(fields);
    }

    private static String field(String key, String value) {
        if (key.startsWith(RESOURCES)) {
            return RESOURCES + resourceClass(key.substring(RESOURCES.length()).strip(), value);
        }
        if (key.startsWith(TRAIT)) {
            return TRAIT + trait(key.substring(TRAIT.length()).strip(), value);
        }
        if (key.startsWith(ACCEL) && key.length() > ACCEL.length()) {
            return key;
        }
        throw Problem.invalid(
                "Device profile group keys must be of the form ^(resources:|trait:|accel:), not '" + key + "'.");
    }

    private static String resourceClass(String name, String value) {
        if (!CLASSES.contains(name) && !(name.startsWith(CUSTOM) && NAME.matcher(name).matches())) {
            throw Problem.invalid(
                    "Unsupported resource class " + name + ": it is FPGA, GPU, VGPU, PGPU or begins with CUSTOM_.");
        }
        try {
            var number = Integer.parseInt(value.strip());
            if (number >= 1 && number <= MOST) {
                return name;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem
                .invalid("Resources number '" + value + "' of " + name + " is invalid: it is from 1 to " + MOST + ".");
    }

    private static String trait(String name, String value) {
        if (!name.startsWith(CUSTOM) || !NAME.matcher(name).matches()) {
            throw Problem.invalid("Unsupported trait name format " + name
                    + ": it begins with CUSTOM_ and has upper case letters, digits and _.");
        }
        if (!value.equals("required") && !value.equals("forbidden")) {
            throw Problem
                    .invalid("Unsupported trait value '" + value + "' of " + name + ": it is required or forbidden.");
        }
        return name;
    }

    /// The resource classes asked for.
    public List<String> classes() {
        return names(RESOURCES, "");
    }

    public List<String> required() {
        return names(TRAIT, "required");
    }

    public List<String> forbidden() {
        return names(TRAIT, "forbidden");
    }

    private List<String> names(String prefix, String value) {
        return fields.entrySet()
                .stream()
                .filter(field -> field.getKey().startsWith(prefix)
                        && (value.isEmpty() || field.getValue().equals(value)))
                .map(field -> field.getKey().substring(prefix.length()))
                .toList();
    }

    /// How many requests it takes. A Xilinx card counts twice, since a guest needs both of its functions.
    public int requests() {
        var twice = required().contains("CUSTOM_FPGA_XILINX");
        return fields.entrySet()
                .stream()
                .filter(field -> field.getKey().startsWith(RESOURCES))
                .mapToInt(field -> Integer.parseInt(field.getValue().strip())
                        * (twice && field.getKey().equals(RESOURCES + "FPGA") ? 2 : 1))
                .sum();
    }

    /// With what the device is programmed before it is handed out.
    public Optional<String> bitstream() {
        return Optional.ofNullable(fields.get("accel:bitstream_id"))
                .or(() -> Optional.ofNullable(fields.get("accel:function_id")))
                .map(String::strip);
    }

    /// Why that part will not do; empty if it does.
    Optional<String> refusal(KnownPart part) {
        if (!classes().equals(List.of(part.resourceClass()))) {
            return Optional.of("it is " + part.resourceClass() + ", asked for is " + String.join(" and ", classes()));
        }
        var traits = part.traits();
        var lacking = required().stream().filter(trait -> !traits.contains(trait)).toList();
        if (!lacking.isEmpty()) {
            return Optional.of("it has no trait " + String.join(", ", lacking));
        }
        var unwanted = forbidden().stream().filter(traits::contains).toList();
        return unwanted.isEmpty()
                ? Optional.empty()
                : Optional.of("it has the forbidden trait " + String.join(", ", unwanted));
    }
}
