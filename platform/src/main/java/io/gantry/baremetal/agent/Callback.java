package io.gantry.baremetal.agent;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// Refuses where an agent cannot listen, so that nobody can have this host send requests to wherever he likes. An address has to be literal: a name
/// could be another address when it is looked up again.
@Singleton
final class Callback {
    private static final int LONGEST = 255;

    private final List<Network> networks;

    Callback(AgentSettings settings) {
        networks = settings.networks().stream().filter(text -> !text.isBlank()).map(Callback::network).toList();
    }

    private static Network network(String text) {
        try {
            return Network.of(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(Problem.Kind.FAILED,
                    "'" + text + "' in bare-metal.agent-networks of gantry.yaml is no network such as 10.0.0.0/8.", e);
        }
    }

    /// @param hosts addresses that the node has; any will do if they are not known
    /// @return without a slash at its end
    String checked(String text, Set<String> hosts) {
        try {
            var uri = URI.create(text.length() > LONGEST ? "" : text);
            var host = String.valueOf(uri.getHost()).replaceAll("[\\[\\]]", "");
            var address = InetAddress.ofLiteral(host);
            var plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (Set.of("http", "https").contains(uri.getScheme()) && uri.getPort() > 0 && plain && allowed(address)
                    && (hosts.isEmpty() || hosts.contains(host))) {
                return text.replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Problem.invalid(
                "An issue with the supplied \"callback_url\" has been detected: it has to be http or https with a literal IP address"
                        + (networks.isEmpty() ? "" : " of the networks in bare-metal.agent-networks")
                        + (hosts.isEmpty() ? "" : ", one of those that the node has,") + " and a port.");
    }

    /// Never the link-local network, in which clouds keep the metadata of machines.
    private boolean allowed(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        return networks.isEmpty() || networks.stream().anyMatch(network -> network.holds(address));
    }

    /// @param prefix length in bits
    private record Network(InetAddress address, int prefix) {
        static Network of(String text) {
            var slash = text.indexOf('/');
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            var most = address.getAddress().length * Byte.SIZE;
            return new Network(address, slash < 0 ? most : Integer.parseInt(text.substring(slash + 1)));
        }

        boolean holds(InetAddress other) {
            var mine = address.getAddress();
            var its = other.getAddress();
            for (var bit = 0; bit < prefix && mine.length == its.length; bit++) {
                var mask = 0x80 >> (bit % Byte.SIZE);
                if ((mine[bit / Byte.SIZE] & mask) != (its[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return mine.length == its.length;
        }
    }
}
