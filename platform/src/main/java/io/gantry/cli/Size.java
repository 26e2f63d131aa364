package io.gantry.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes as people write it: `4096`, `64MiB`, `1.5 GiB`.
public record Size(long bytes) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?) *([KMGT]i)?B?");
    private static final Map<String, Integer> SHIFTS = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40);

    static final class Converter implements ITypeConverter<Size> {
        @Override
        public Size convert(String value) {
            var matcher = WRITTEN.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + value + "' is not a size; write 4096, 64MiB or 1GiB");
            }
            var unit = matcher.group(2);
            var factor = unit == null ? 1L : 1L << SHIFTS.getOrDefault(unit, 0);
            return new Size(Math.round(Double.parseDouble(matcher.group(1)) * factor));
        }
    }

    /// With one digit after the point, in the largest unit that leaves at least 1.
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        var unit = Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return String.format(Locale.ROOT, "%.1f %ciB", bytes / (double) (1L << (10 * unit)), "KMGT".charAt(unit - 1))
                .replace(".0 ", " ");
    }
}
