package io.gantry.baremetal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.base.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Checksums as people give them: with their algorithm, by their length alone, or as the URL of a file with checksums.
final class Checksums {
    private static final Pattern SUM = Pattern
            .compile("\\b(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{96}|[0-9a-fA-F]{64}|[0-9a-fA-F]{32})\\b");
    private static final Set<String> ALGORITHMS = Set.of("md5", "sha256", "sha384", "sha512");
    private static final int LARGEST = 1 << 20;

    private Checksums() {}

    /// As `sha256:...`; empty if there is none.
    static String of(Wanted wanted, URI image, Fetch fetch) throws InterruptedException {
        var url = wanted.wish("image_checksum").filter(text -> text.matches("https?://.*"));
        if (wanted.wish("image_os_hash_value").isEmpty() && url.isPresent()) {
            var answer = fetch.get(URI.create(url.get()), Map.of(), LARGEST);
            if (answer.status() != 200) {
                throw Fetch.refused(URI.create(url.get()), answer.status());
            }
            return named(in(new String(answer.body(), UTF_8), image, url.get()));
        }
        return given(wanted).orElse("");
    }

    /// What was given in so many words.
    static Optional<String> given(Wanted wanted) {
        var value = wanted.wish("image_os_hash_value");
        if (value.isPresent()) {
            var algorithm = wanted.wish("image_os_hash_algo").orElse("").toLowerCase(Locale.ROOT);
            if (!ALGORITHMS.contains(algorithm) || !SUM.matcher(value.get()).matches()) {
                throw Problem.invalid(
                        "instance_info image_os_hash_algo is one of md5, sha256, sha384 and sha512, and image_os_hash_value hexadecimal digits.");
            }
            return Optional.of(algorithm + ":" + value.get().toLowerCase(Locale.ROOT));
        }
        return wanted.wish("image_checksum").filter(text -> !text.matches("https?://.*")).map(text -> {
            if (!SUM.matcher(text.replaceFirst("^[a-z0-9]+:", "")).matches()) {
                throw Problem.invalid(
                        "instance_info image_checksum is neither hexadecimal digits nor the URL of a file with checksums.");
            }
            return named(text);
        });
    }

    private static String named(String sum) {
        var text = sum.toLowerCase(Locale.ROOT);
        if (text.contains(":")) {
            return text;
        }
        return switch (text.length()) {
            case 32 -> "md5:" + text;
            case 96 -> "sha384:" + text;
            case 128 -> "sha512:" + text;
            default -> "sha256:" + text;
        };
    }

    /// The sum of that image in a file of one sum, or of one a line with the name of what it is of.
    private static String in(String text, URI image, String where) {
        var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        var path = String.valueOf(image.getPath());
        var name = path.substring(path.lastIndexOf('/') + 1);
        var named = Pattern.compile(".*[\\s(*/]" + Pattern.quote(name) + "\\)?(\\s.*)?");
        for (var line : lines) {
            var sum = SUM.matcher(line);
            if (sum.find() && ((lines.size() == 1 && sum.group().length() == line.length())
                    || named.matcher(line).matches())) {
                return sum.group();
            }
        }
        throw Problem.invalid("The file of checksums at %s has none of %s.".formatted(where, name));
    }
}
