package io.gantry.remote;

import java.time.InstantSource;

/// A service that wants to know who asks.
public final class Service {
    private final Connection connection;
    private final Session session;
    private final int stale;

    /// @param connection to the service
    /// @param login gets its tickets
    /// @param clock tells when a ticket is old
    /// @param stale the status by which the service says, among other things, that a ticket is no good any more
    public Service(Connection connection, Login login, InstantSource clock, int stale) {
        this.connection = connection;
        this.session = new Session(login, clock);
        this.stale = stale;
    }

    /// Name and URL, for messages.
    public String name() {
        return connection.name();
    }

    /// Sends a request with the ticket; once more with a new one when the service refuses it.
    public Answer send(Request request) throws InterruptedException {
        var ticket = session.ticket();
        var answer = connection.send(request.with(ticket.headers()));
        if (answer.status() != stale) {
            return answer;
        }
        session.refused(ticket);
        return connection.send(request.with(session.ticket().headers()));
    }

    /// Renews the ticket if it is time to.
    public Ticket renew() throws InterruptedException {
        return session.ticket();
    }
}
