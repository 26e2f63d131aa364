package io.gantry.secret.http;

import io.gantry.base.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/// Times as the key-manager API has them: in UTC and without saying so.
final class Times {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS")
            .withZone(ZoneOffset.UTC);
    /// ISO 8601; a space will do for the T, and the zone may be left out or have no colon.
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    private Times() {}

    static String shown(Instant time) {
        return SHOWN.format(time);
    }

    /// @throws Problem INVALID naming `what`
    static Instant read(String text, String what) {
        try {
            var parsed = READ.parseBest(text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from,
                    LocalDate::from);
            var instant = switch (parsed) {
                case OffsetDateTime time -> time.toInstant();
                case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
                case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
                default -> throw new DateTimeException("neither");
            };
            if (instant.atOffset(ZoneOffset.UTC).getYear() > 9999) {
                throw new DateTimeException("too late");
            }
            return instant.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new Problem(Problem.Kind.INVALID,
                    "Invalid date for '" + what + "': write it as ISO 8601 has it, such as 2030-01-31T12:00:00Z.", e);
        }
    }
}
