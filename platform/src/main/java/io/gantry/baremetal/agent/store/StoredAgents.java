package io.gantry.baremetal.agent.store;

import io.gantry.baremetal.agent.Agent;
import io.gantry.baremetal.agent.Agent.UnderWay;
import io.gantry.baremetal.agent.AgentRecords;
import io.gantry.baremetal.agent.Heartbeat;
import io.gantry.base.Problem;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class StoredAgents implements AgentRecords {
    private static final int LONGEST = 2000;

    private final Sql sql;

    StoredAgents(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Agent> find(UUID node) {
        return sql.one(StoredAgents::agent, "select * from agent where node = ?", node);
    }

    private static Agent agent(Row row) throws SQLException {
        var name = row.maybe("command");
        var command = name.isEmpty()
                ? Optional.<UnderWay>empty()
                : Optional.of(new UnderWay(name.get(), row.text("command_digest"),
                        (int) row.number("command_before"), row.maybe("command_id")));
        return new Agent(row.id("node"), row.time("started"), row.maybe("proof"), row.maybe("token"),
                row.maybe("callback"), row.maybe("version"), row.maybe("ca"), row.maybe("status"),
                row.maybe("message"), row.maybeTime("heard"), row.maybe("answers"), command);
    }

    @Override
    public void begin(UUID node, Instant started, Optional<String> answers) {
        sql.inTransaction(() -> {
            remove(node);
            return sql.update("insert into agent (node, started, answers) values (?, ?, ?)", node, started, answers);
        });
    }

    @Override
    public void remove(UUID node) {
        sql.update("delete from agent where node = ?", node);
    }

    @Override
    public boolean give(UUID node, Instant now, String proof, String token) {
        if (sql.update("update agent set proof = ?, token = ? where node = ? and proof is null", proof, token,
                node) > 0) {
            return true;
        }
        if (find(node).isPresent()) {
            return false;
        }
        try {
            sql.unique(() -> sql.update("insert into agent (node, started, proof, token) values (?, ?, ?, ?)", node,
                    now, proof, token), () -> Problem.conflict("another agent was faster"));
            return true;
        } catch (Problem taken) {
            return false;
        }
    }

    @Override
    public void hear(UUID node, Heartbeat heartbeat, Instant now) {
        sql.update("update agent set callback = coalesce(?, callback), version = coalesce(?, version),"
                + " ca = coalesce(?, ca), status = coalesce(?, status), message = coalesce(?, message), heard = ?"
                + " where node = ?", heartbeat.callback(), heartbeat.version(), heartbeat.ca(), heartbeat.status(),
                heartbeat.message().map(text -> text.substring(0, Math.min(text.length(), LONGEST))), now, node);
    }

    @Override
    public void send(UUID node, Optional<UnderWay> command) {
        sql.update(
                "update agent set command = ?, command_digest = ?, command_before = ?, command_id = ? where node = ?",
                command.map(UnderWay::name), command.map(UnderWay::digest), command.map(UnderWay::before),
                command.flatMap(UnderWay::id), node);
    }
}
