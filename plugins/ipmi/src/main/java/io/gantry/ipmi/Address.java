package io.gantry.ipmi;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.Node;
import io.gantry.api.secret.Secret;
import java.util.List;
import java.util.Locale;

/// How a node's controller is reached, as the node's properties say.
///
/// @param node the name of the node, for messages
/// @param host name or number
/// @param port of UDP
/// @param user empty for the user without a name
/// @param password never printed, and never an argument of a program
/// @param suite number of the cipher suite
/// @param level what the user asks to be allowed
record Address(String node, String host, String port, String user, Secret password, String suite, String level) {
    static final String HOST = "ipmi_address";
    static final String PORT = "ipmi_port";
    static final String USER = "ipmi_username";
    static final String PASSWORD = "ipmi_password";
    static final String SUITE = "ipmi_cipher_suite";
    static final String LEVEL = "ipmi_priv_level";
    private static final List<String> LEVELS = List.of("CALLBACK", "USER", "OPERATOR", "ADMINISTRATOR");
    /// IPMI 2.0 has room for no more.
    private static final int LONGEST_PASSWORD = 20;
    private static final int LONGEST_USER = 16;

    static Address of(Node node) {
        var properties = node.properties();
        var host = properties.getOrDefault(HOST, "");
        check(node, host.matches("[A-Za-z0-9][A-Za-z0-9.:_%-]{0,252}"), HOST, "a host name or an IP address");
        var port = properties.getOrDefault(PORT, "623");
        check(node, port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) < 65_536, PORT, "a port");
        var user = properties.getOrDefault(USER, "");
        check(node, user.matches("[ -~]{0," + LONGEST_USER + "}"), USER, "a name of at most 16 characters");
        var suite = properties.getOrDefault(SUITE, "3");
        check(node, suite.matches("[0-9]{1,2}"), SUITE, "the number of a cipher suite");
        var level = properties.getOrDefault(LEVEL, "ADMINISTRATOR").toUpperCase(Locale.ROOT);
        check(node, LEVELS.contains(level), LEVEL, "one of " + LEVELS);
        var password = node.secrets().getOrDefault(PASSWORD, new Secret(new byte[0]));
        check(node, password.length() <= LONGEST_PASSWORD && password.text().indexOf(0) < 0, PASSWORD,
                "a text of at most 20 bytes, which is all IPMI has room for");
        return new Address(node.name(), host, port, user, password, suite, level);
    }

    /// The value is not told: whoever mistook one field for another may have put a password there.
    private static void check(Node node, boolean right, String name, String wanted) {
        if (!right) {
            throw new DriverException(Kind.INVALID, "Node %s needs %s, %s.".formatted(node.name(), name, wanted));
        }
    }

    /// For messages.
    String name() {
        return "The IPMI controller of node %s at %s port %s".formatted(node, host, port);
    }

    @Override
    public String toString() {
        return name();
    }
}
