package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/// What `image_info` of the protocol says.
///
/// @param checksum hexadecimal digits
/// @param headers that prove who asks for the image
record ImageInfo(String id, URI address, String format, String algorithm, String checksum,
        Map<String, String> headers) {
    private static final Pattern ANY_SUM = Pattern
            .compile("\\b(?:[0-9a-fA-F]{128}|[0-9a-fA-F]{64}|[0-9a-fA-F]{32})\\b");

    /// Refuses what could not be written or not be proved.
    static void check(Parameters info, boolean md5) {
        info.needed("id");
        if (info.texts("urls").isEmpty()) {
            throw AgentError.badParameters(info.values().containsKey("urls")
                    ? "Image 'urls' must be a list with at least one element."
                    : "Image is missing 'urls' field.");
        }
        var checksum = info.text("checksum").orElse("");
        var hash = info.text("os_hash_algo").isPresent() && info.text("os_hash_value").isPresent();
        if (info.text("os_hash_algo").isPresent() != info.text("os_hash_value").isPresent()) {
            throw AgentError.badParameters("Image 'os_hash_algo' and 'os_hash_value' must be set together.");
        }
        if (!hash && (checksum.isEmpty() || (checksum.length() == 32 && !md5))) {
            throw AgentError.badParameters("Image checksum is not available, either the 'checksum' field or the"
                    + " 'os_hash_algo' and 'os_hash_value' fields pair must be set for image verification.");
        }
    }

    /// Fetches the checksum where its address is given instead.
    static ImageInfo of(Parameters info) throws IOException {
        var address = URI.create(info.texts("urls").getFirst());
        var headers = info.text("image_request_authorization")
                .map(text -> Map.of("Authorization", new String(Base64.getDecoder().decode(text), UTF_8)))
                .orElse(Map.of());
        var sum = info.text("os_hash_value").orElse("");
        if (sum.isEmpty()) {
            sum = info.needed("checksum");
        }
        if (sum.matches("https?://.*")) {
            sum = fetched(URI.create(sum), address);
        }
        var algorithm = info.text("os_hash_value").isPresent() ? info.needed("os_hash_algo") : algorithm(sum);
        return new ImageInfo(info.needed("id"), address, info.text("disk_format").orElse("unknown"), algorithm, sum,
                headers);
    }

    private static String algorithm(String sum) {
        return switch (sum.length()) {
            case 32 -> "md5";
            case 64 -> "sha256";
            case 128 -> "sha512";
            default -> throw AgentError.badParameters("A checksum of " + sum.length() + " digits is of no known kind.");
        };
    }

    /// A file of one sum, or of one a line with the name of what it is of.
    private static String fetched(URI file, URI image) throws IOException {
        var answer = Http.get(file, Map.of());
        var lines = new String(answer.body(), UTF_8).lines().filter(line -> !line.isBlank()).toList();
        if (answer.status() != 200 || lines.isEmpty()) {
            throw AgentError.download(file.toString(), "status " + answer.status() + ", no checksum in it", null);
        }
        var path = image.getPath();
        var name = path.substring(path.lastIndexOf('/') + 1);
        for (var line : lines) {
            var sum = ANY_SUM.matcher(line);
            var names = (lines.size() == 1 && !line.strip().contains(" "))
                    || line.matches(".*[ (*]" + Pattern.quote(name) + "\\)?(\\s.*)?");
            if (!line.startsWith("#") && names && sum.find()) {
                return sum.group();
            }
        }
        throw AgentError.download(file.toString(), "Checksum file does not contain name " + name, null);
    }
}
