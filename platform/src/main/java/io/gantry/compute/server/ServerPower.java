package io.gantry.compute.server;

import io.gantry.api.ConsoleLog;
import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.compute.Guest;
import io.gantry.compute.Guests;
import io.gantry.compute.server.Server.State;
import io.gantry.identity.Caller;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// Starts, stops and halts servers, and reads what they wrote to their consoles. All of it is done before the answer.
@Singleton
public final class ServerPower {
    private final Servers servers;
    private final ServerRecords records;
    private final ActionLog log;
    private final Guests guests;
    private final Drivers drivers;

    ServerPower(Servers servers, ServerRecords records, ActionLog log, Guests guests, Drivers drivers) {
        this.servers = servers;
        this.records = records;
        this.log = log;
        this.guests = guests;
        this.drivers = drivers;
    }

    /// @throws Problem CONFLICT if the server's state does not allow that
    public void act(Caller caller, RequestId request, UUID id, Verb verb) throws InterruptedException {
        var server = servers.free(caller, id, verb.word());
        var state = look(server);
        if (!verb.from(state)) {
            throw Problem.conflict("Cannot '%s' instance %s while it is in vm_state %s".formatted(verb.word(), id,
                    state.name().toLowerCase(java.util.Locale.ROOT)));
        }
        log.during(server, verb.word(), caller, request, () -> verb.apply(guests, server.guest()));
        records.state(id, verb.to(), servers.now());
    }

    private State look(Server server) throws InterruptedException {
        var guest = guests.show(server.guest());
        return state(guest).orElseThrow(() -> Problem.conflict("The guest of instance %s is %s: %s".formatted(
                server.id(), guest.state(), guest.reason().orElse("it is on its way"))));
    }

    /// As its host says.
    static Optional<State> state(Guest guest) {
        return switch (guest.state()) {
            case "running" -> Optional.of(State.ACTIVE);
            case "paused" -> Optional.of(State.PAUSED);
            case "stopped" -> Optional.of(State.STOPPED);
            default -> Optional.empty();
        };
    }

    /// The last lines that it wrote.
    ///
    /// @param lines at most so many; 0 for all that is kept
    public String console(Caller caller, UUID id, int lines) throws InterruptedException {
        var server = servers.find(caller, id);
        if (server.state() == State.BUILDING) {
            throw Problem.conflict("Instance %s is not ready".formatted(id));
        }
        var host = guests.show(server.guest()).entry().host();
        return drivers.get(ConsoleLog.class, host).call().console(server.guest(), lines);
    }
}
