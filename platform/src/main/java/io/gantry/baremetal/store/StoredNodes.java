package io.gantry.baremetal.store;

import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.BareMetalNode.State;
import io.gantry.baremetal.Decision;
import io.gantry.baremetal.NodeRecords;
import io.gantry.baremetal.Verdict;
import io.micronaut.core.type.Argument;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

@Singleton
class StoredNodes implements NodeRecords {
    private final NodeRows rows;
    private final Json json;

    StoredNodes(NodeRows rows, Json json) {
        this.rows = rows;
        this.json = json;
    }

    @Override
    public boolean add(BareMetalNode node) {
        try {
            rows.save(row(node));
            return true;
        } catch (DataAccessException e) {
            if (rows.findById(node.name()).isPresent()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<BareMetalNode> find(String name) {
        return rows.findById(name).map(this::node);
    }

    @Override
    public List<BareMetalNode> list(String after, int limit) {
        return rows.list(after, limit).stream().map(this::node).toList();
    }

    @Override
    public Optional<BareMetalNode> withImage(String image) {
        return rows.withImage(image).map(this::node);
    }

    @Override
    public boolean remove(String name, State state) {
        return rows.remove(name, state.name()) == 1;
    }

    @Override
    public boolean begin(String name, State from, State to, Optional<String> image) {
        return rows.begin(name, from.name(), to.name(), image.orElse(null)) == 1;
    }

    @Override
    public void assign(String name, UUID job) {
        rows.assign(name, job);
    }

    @Override
    public void choose(String name, UUID job, Decision decision) {
        rows.choose(name, job, decision.chosen().orElse(null), json.write(decision.verdicts()));
    }

    @Override
    @Transactional
    public void end(String name, UUID job, State state, Optional<String> reason, boolean clear) {
        rows.end(name, job, state.name(), reason.orElse(null));
        if (clear) {
            rows.clear(name, job);
        }
    }

    private NodeRow row(BareMetalNode node) {
        return new NodeRow(node.name(), node.hardware(), node.deployInterface(),
                json.write(new TreeSet<>(node.traits())), json.write(node.properties()), node.state(),
                node.image().orElse(null), node.chosen().orElse(null), json.write(node.verdicts()),
                node.reason().orElse(null), node.job().orElse(null), node.created());
    }

    private BareMetalNode node(NodeRow row) {
        return new BareMetalNode(row.name(), row.hardware(), row.deployInterface(),
                json.read(row.traits(), Argument.setOf(String.class)),
                json.read(row.properties(), Argument.mapOf(String.class, String.class)), row.state(),
                Optional.ofNullable(row.image()), Optional.ofNullable(row.chosen()),
                json.read(row.verdicts(), Argument.listOf(Verdict.class)), Optional.ofNullable(row.reason()),
                Optional.ofNullable(row.job()), row.created());
    }
}
