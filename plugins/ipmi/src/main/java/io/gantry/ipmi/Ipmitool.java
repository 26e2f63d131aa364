package io.gantry.ipmi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The program ipmitool, called with its arguments one by one and never through a shell. It ends with the call that started it.
final class Ipmitool {
    private static final int LONGEST = 256 << 10;
    private static final int LONGEST_WORDS = 300;

    private final IpmiOptions options;

    Ipmitool(IpmiOptions options) {
        this.options = options;
    }

    /// What it printed.
    ///
    /// @throws DriverException if the controller cannot be reached or does not do it
    String run(Address address, String... words) throws InterruptedException {
        Path output;
        try {
            output = Files.createTempFile("gantry", ".ipmi");
        } catch (IOException failed) {
            throw cannotRun(failed);
        }
        try {
            return run(address, output, List.of(words));
        } catch (IOException failed) {
            throw cannotRun(failed);
        } finally {
            output.toFile().delete();
        }
    }

    private String run(Address address, Path output, List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command(address, words)).redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        var environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        // The one way that neither the list of processes nor a file shows.
        environment.put("IPMI_PASSWORD", address.password().text());
        var process = builder.start();
        try {
            var what = "%s was asked '%s'".formatted(address.name(), String.join(" ", words));
            if (!process.waitFor(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DriverException(Kind.UNREACHABLE, ("%s: no answer within %d ms. Check %s and that UDP reaches"
                        + " the controller.").formatted(what, options.timeout().toMillis(), Address.HOST));
            }
            var text = text(output);
            if (process.exitValue() != 0) {
                throw refusal(what, text);
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(Address address, List<String> words) {
        var command = new ArrayList<>(List.of(options.ipmitool().toString(), "-I", "lanplus", "-H", address.host(),
                "-p", address.port(), "-L", address.level(), "-C", address.suite(), "-E"));
        if (!address.user().isEmpty()) {
            command.addAll(List.of("-U", address.user()));
        }
        command.addAll(words);
        return command;
    }

    private static String text(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(LONGEST), UTF_8);
        }
    }

    /// The program tells a password that is wrong and a controller that is not there in the same words.
    private static DriverException refusal(String what, String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        var words = line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "..." : line;
        var start = "%s: %s.".formatted(what, words.isEmpty() ? "it failed without a word" : "'" + words + "'");
        var lower = line.toLowerCase(Locale.ROOT);
        if (lower.contains("privilege") || lower.contains("unauthorized") || lower.contains("hmac is invalid")) {
            return new DriverException(Kind.FAILED, start + " Check %s, %s and %s.".formatted(Address.USER,
                    Address.PASSWORD, Address.LEVEL));
        }
        if (lower.contains("unable to establish") || lower.contains("no response")
                || lower.contains("address lookup")) {
            return new DriverException(Kind.UNREACHABLE, start
                    + " Check %s, %s, %s, %s and %s, and that IPMI over LAN is enabled.".formatted(Address.HOST,
                            Address.PORT, Address.USER, Address.PASSWORD, Address.SUITE));
        }
        if (lower.contains("node busy") || lower.contains("in progress")) {
            return new DriverException(Kind.BUSY, start + " Try again.");
        }
        if (lower.contains("invalid command") || lower.contains("not supported")
                || lower.contains("invalid data field")) {
            return new DriverException(Kind.UNSUPPORTED, start + " The controller cannot do that.");
        }
        return new DriverException(Kind.FAILED, start + " Look into the controller's event log.");
    }

    private DriverException cannotRun(IOException why) {
        return new DriverException(Kind.FAILED, "Cannot run %s: %s. Install ipmitool, or set the option ipmitool."
                .formatted(options.ipmitool(), why.getMessage()), why);
    }
}
