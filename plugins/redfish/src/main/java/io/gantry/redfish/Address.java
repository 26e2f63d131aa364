package io.gantry.redfish;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.Node;
import io.gantry.api.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a node's controller is reached, as the node's properties say.
///
/// @param node the name of the node, for messages
/// @param base scheme, host and port
/// @param system path of the system; empty if the controller has one only
/// @param user empty for nobody
/// @param password never printed
/// @param trust whose certificates are believed
/// @param login how the user is named to the controller
record Address(
        String node,
        URI base,
        String system,
        String user,
        Secret password,
        Trust trust,
        Login login) {
    static final String ADDRESS = "redfish_address";
    static final String SYSTEM = "redfish_system_id";
    static final String USER = "redfish_username";
    static final String PASSWORD = "redfish_password";
    static final String VERIFY = "redfish_verify_ca";
    static final String LOGIN = "redfish_auth_type";

    /// How a user is named to a controller.
    enum Login {
        AUTO, SESSION, BASIC
    }

    /// Whom to believe.
    ///
    /// @param file certificates; empty without
    /// @param anybody whether every certificate is right
    record Trust(String file, boolean anybody) {
        Optional<Path> path() {
            return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
        }
    }

    static Address of(Node node) {
        var user = node.properties().getOrDefault(USER, "");
        var password = node.secrets().getOrDefault(PASSWORD, new Secret(new byte[0]));
        if (!user.isEmpty() && password.length() == 0) {
            throw wrong(node, "has the property %s but not the secret %s; give both, or neither".formatted(USER,
                    PASSWORD));
        }
        return new Address(node.name(), base(node), system(node), user, password, trust(node), login(node));
    }

    private static URI base(Node node) {
        var text = node.properties().getOrDefault(ADDRESS, "").strip();
        var full = text.contains("://") ? text : "https://" + text;
        try {
            var uri = URI.create(full.replaceFirst("/+$", ""));
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!text.isEmpty() && List.of("http", "https").contains(scheme) && uri.getHost() != null
                    && uri.getRawUserInfo() == null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // Told below. Its message quotes the text, which may hold a password.
        }
        throw wrong(node, "needs the property %s: scheme, host and port such as https://10.0.0.7, and nothing behind"
                .formatted(ADDRESS));
    }

    private static String system(Node node) {
        var path = node.properties().getOrDefault(SYSTEM, "").replaceFirst("/+$", "");
        if (path.isEmpty() || path.matches("/redfish/[!-~&&[^?#]]+")) {
            return path;
        }
        throw wrong(node, "has %s '%s', which is no path such as /redfish/v1/Systems/1".formatted(SYSTEM, path));
    }

    private static Trust trust(Node node) {
        var text = node.properties().getOrDefault(VERIFY, "true");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "on" -> new Trust("", false);
            case "false", "no", "0", "off" -> new Trust("", true);
            default -> {
                if (!text.startsWith("/")) {
                    throw wrong(node, "has %s '%s', which is neither true, false nor the absolute path of a file"
                            .formatted(VERIFY, text));
                }
                yield new Trust(text, false);
            }
        };
    }

    private static Login login(Node node) {
        var text = node.properties().getOrDefault(LOGIN, "auto").toUpperCase(Locale.ROOT);
        return Arrays.stream(Login.values())
                .filter(login -> login.name().equals(text))
                .findAny()
                .orElseThrow(() -> wrong(node, "has %s '%s', which is none of auto, session and basic".formatted(LOGIN,
                        text)));
    }

    private static DriverException wrong(Node node, String what) {
        return new DriverException(Kind.INVALID, "Node %s %s.".formatted(node.name(), what));
    }

    /// Which controller this is, and as whom; a text, since a record that is the key of a map pins the plugin.
    String key() {
        return String.join("\n", base.toString(), user, trust.file(), Boolean.toString(trust.anybody()), login.name());
    }

    /// For messages.
    String name() {
        return "The Redfish controller of node %s at %s".formatted(node, base);
    }

    @Override
    public String toString() {
        return name();
    }
}
