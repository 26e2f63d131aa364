package io.gantry.baremetal.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.Asset;
import io.gantry.baremetal.AssetRecords;
import io.gantry.base.Problem;
import io.gantry.sql.Json;
import io.gantry.sql.Row;
import io.gantry.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class StoredAssets implements AssetRecords {
    private static final TypeReference<ObjectNode> FIELDS = new TypeReference<>() {
    };

    private final Sql sql;
    private final Json json;

    StoredAssets(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public void add(Asset asset) {
        sql.unique(
                () -> sql.update("insert into node_asset (id, kind, node, mark, fields, created) values"
                        + " (?, ?, ?, ?, ?, ?)", asset.id(), asset.kind(), asset.node(), asset.mark(),
                        json.write(asset.fields()), asset.created()),
                () -> taken(asset));
    }

    @Override
    public void write(Asset asset) {
        sql.unique(() -> sql.update("update node_asset set mark = ?, fields = ?, updated = ? where id = ?",
                asset.mark(), json.write(asset.fields()), asset.updated(), asset.id()), () -> taken(asset));
    }

    private static Problem taken(Asset asset) {
        return Problem.conflict(switch (asset.kind()) {
            case CHASSIS -> "A chassis with UUID %s already exists.".formatted(asset.id());
            case CONNECTOR -> "A volume connector with type and connector ID '%s', or with UUID %s, already exists."
                    .formatted(asset.mark(), asset.id());
            case TARGET -> "A volume target with boot index '%s' for the same node, or with UUID %s, already exists."
                    .formatted(asset.fields().path("boot_index").asText(), asset.id());
        });
    }

    @Override
    public Optional<Asset> find(Asset.Kind kind, UUID id) {
        return sql.one(this::asset, "select * from node_asset where kind = ? and id = ?", kind, id);
    }

    @Override
    public List<Asset> list(Asset.Kind kind, Optional<UUID> node, Optional<String> project, Optional<UUID> marker,
            int limit) {
        var where = new StringBuilder("kind = ?");
        var values = new ArrayList<Object>(List.of(kind));
        node.ifPresent(id -> {
            where.append(" and node = ?");
            values.add(id);
        });
        project.ifPresent(id -> {
            where.append(" and node in (select id from node where owner = ? or lessee = ?)");
            values.add(id);
            values.add(id);
        });
        marker.ifPresent(id -> {
            where.append(" and number > (select number from node_asset where id = ?)");
            values.add(id);
        });
        values.add(limit);
        return sql.list(this::asset, "select * from node_asset where " + where + " order by number limit ?",
                values.toArray());
    }

    private Asset asset(Row row) throws SQLException {
        return new Asset(row.id("id"), Asset.Kind.valueOf(row.text("kind")), row.maybeId("node"),
                json.read(row.text("fields"), FIELDS), row.time("created"), row.maybeTime("updated"));
    }

    @Override
    public boolean remove(Asset asset) {
        return sql.update("delete from node_asset where id = ? and not exists (select 1 from node where chassis = ?)",
                asset.id(), asset.id()) > 0;
    }
}
