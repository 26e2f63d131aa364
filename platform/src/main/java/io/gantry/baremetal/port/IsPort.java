package io.gantry.baremetal.port;

import java.util.Optional;

/// `port.is_port` and `port.is_portgroup`.
record IsPort(boolean port) implements Expression {
    @Override
    public Optional<String> unmet(Attachable subject, Network network) {
        return port == subject instanceof Port
                ? Optional.empty()
                : Optional.of(port ? "it is a port group, not a port" : "it is a port, not a port group");
    }

    @Override
    public String toString() {
        return (port ? Variable.IS_PORT : Variable.IS_PORTGROUP).text();
    }
}
