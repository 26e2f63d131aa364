package io.gantry.lab.redfish;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// How a server is to be.
///
/// @param machines directory of the machines
/// @param port on the loopback; 0 for any that is free
/// @param count so many machines are made if they are not there
/// @param user who may log in
/// @param password of the user, by which nothing is kept safe
/// @param delay from a reset to what it does
/// @param session how long a session lives that is not used
/// @param quirks to begin with
/// @param tls to answer by https; null for http
public record LabRedfishOptions(
        Path machines,
        int port,
        int count,
        String user,
        String password,
        Duration delay,
        Duration session,
        List<Quirk> quirks,
        @Nullable SSLContext tls) {
    private static final String USAGE = """
            usage: --machines DIRECTORY [--port NUMBER] [--count NUMBER] [--user NAME] [--password TEXT] [--delay MILLISECONDS]
                   [--session SECONDS] [--quirk NAME]...""";

    /// Copies the quirks.
    public LabRedfishOptions {
        quirks = List.copyOf(quirks);
    }

    /// One machine on any free port, for the user `admin` with the password `secret`.
    public LabRedfishOptions(Path machines) {
        this(machines, 0, 1, "admin", "secret", Duration.ofMillis(200), Duration.ofMinutes(30), List.of(), null);
    }

    /// The same with that many machines.
    public LabRedfishOptions withCount(int wanted) {
        return new LabRedfishOptions(machines, port, wanted, user, password, delay, session, quirks, tls);
    }

    /// The same with that time from a reset to what it does.
    public LabRedfishOptions withDelay(Duration wanted) {
        return new LabRedfishOptions(machines, port, count, user, password, wanted, session, quirks, tls);
    }

    /// The same by https.
    public LabRedfishOptions withTls(SSLContext context) {
        return new LabRedfishOptions(machines, port, count, user, password, delay, session, quirks, context);
    }

    /// @throws IllegalArgumentException with how to call it
    static LabRedfishOptions parse(String[] arguments) {
        var options = new LabRedfishOptions(Path.of(""));
        for (var words = List.of(arguments).iterator(); words.hasNext();) {
            options = options.with(words.next(), words);
        }
        if (options.machines.toString().isEmpty()) {
            throw new IllegalArgumentException("--machines is missing\n" + USAGE);
        }
        return options;
    }

    private LabRedfishOptions with(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " has no value\n" + USAGE);
        }
        var value = words.next();
        return switch (option) {
            case "--machines" -> new LabRedfishOptions(Path.of(value), port, count, user, password, delay, session,
                    quirks, tls);
            case "--port" -> new LabRedfishOptions(machines, number(option, value), count, user, password, delay,
                    session, quirks, tls);
            case "--count" -> withCount(number(option, value));
            case "--user" -> new LabRedfishOptions(machines, port, count, value, password, delay, session, quirks, tls);
            case "--password" -> new LabRedfishOptions(machines, port, count, user, value, delay, session, quirks, tls);
            case "--delay" -> withDelay(Duration.ofMillis(number(option, value)));
            case "--session" -> new LabRedfishOptions(machines, port, count, user, password, delay,
                    Duration.ofSeconds(number(option, value)), quirks, tls);
            case "--quirk" -> {
                var more = new ArrayList<>(quirks);
                more.add(Quirk.of(value));
                yield new LabRedfishOptions(machines, port, count, user, password, delay, session, more, tls);
            }
            default -> throw new IllegalArgumentException("there is no option " + option + "\n" + USAGE);
        };
    }

    private static int number(String option, String value) {
        if (!value.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(option + " takes a number, not '" + value + "'\n" + USAGE);
        }
        return Integer.parseInt(value);
    }
}
