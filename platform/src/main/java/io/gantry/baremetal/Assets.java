package io.gantry.baremetal;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Chassis, volume connectors and volume targets. Gantry keeps them for those who ask; it starts no node from a volume itself.
@Singleton
public final class Assets {
    private static final String PROPERTIES = "properties";

    private final AssetRecords records;
    private final Nodes nodes;
    private final Credentials credentials;

    Assets(AssetRecords records, Nodes nodes, Credentials credentials) {
        this.records = records;
        this.nodes = nodes;
        this.credentials = credentials;
    }

    /// @throws Problem NOT_FOUND if there is none
    public Asset find(Asset.Kind kind, String ident) {
        return JsonBody.parsed(ident)
                .flatMap(id -> records.find(kind, id))
                .orElseThrow(() -> Problem.notFound("%s %s could not be found.".formatted(kind.word(),
                        JsonBody.cut(ident))));
    }

    public List<Asset> list(Asset.Kind kind, Optional<UUID> node, Optional<String> project, Optional<UUID> marker,
            int limit) {
        return records.list(kind, node, project, marker, limit);
    }

    /// Writes one down; secrets in it go to the key manager.
    public Asset create(Asset asset) throws InterruptedException {
        var hidden = hidden(asset, Optional.empty());
        try {
            records.add(hidden);
        } catch (Problem e) {
            forget(hidden, Optional.empty());
            throw e;
        }
        return hidden;
    }

    /// @param after as it is to be, with every secret masked that is to stay
    public Asset update(Asset before, Asset after) throws InterruptedException {
        refuseWhileOn(before, "update");
        var hidden = hidden(after, Optional.of(before));
        try {
            records.write(hidden);
        } catch (Problem e) {
            forget(hidden, Optional.of(before));
            throw e;
        }
        forget(before, Optional.of(hidden));
        return hidden;
    }

    public void delete(Asset asset) throws InterruptedException {
        refuseWhileOn(asset, "delete");
        if (!records.remove(asset)) {
            throw Problem.invalid(
                    "Cannot complete the requested action because chassis %s contains nodes.".formatted(asset.id()));
        }
        forget(asset, Optional.empty());
    }

    /// With every secret masked.
    public Asset shown(Asset asset) {
        if (asset.kind() != Asset.Kind.TARGET) {
            return asset;
        }
        var fields = asset.fields();
        fields.set(PROPERTIES, Credentials.masked(fields.withObjectProperty(PROPERTIES)));
        return asset.with(fields);
    }

    private Asset hidden(Asset asset, Optional<Asset> before) throws InterruptedException {
        if (asset.kind() != Asset.Kind.TARGET) {
            return asset;
        }
        var fields = asset.fields();
        fields.set(PROPERTIES, credentials.hidden(fields.withObjectProperty(PROPERTIES),
                before.orElse(asset).fields().withObjectProperty(PROPERTIES), "volume target " + asset.id()));
        return asset.with(fields);
    }

    private void forget(Asset asset, Optional<Asset> kept) throws InterruptedException {
        if (asset.kind() == Asset.Kind.TARGET) {
            credentials.forget(asset.fields().withObjectProperty(PROPERTIES),
                    kept.map(other -> other.fields().withObjectProperty(PROPERTIES)));
        }
    }

    /// A volume is not taken from under a machine that may be using it.
    private void refuseWhileOn(Asset asset, String action) {
        if (asset.node().isEmpty()) {
            return;
        }
        var node = nodes.find(asset.node().get());
        var power = node.standing().power().orElse("None");
        if (!power.equals(Standing.POWER_OFF)) {
            throw Problem.invalid(
                    "The requested action \"%s %s\" can not be performed on node \"%s\" while it is in state \"%s\"."
                            .formatted(action, asset.kind().word().toLowerCase(java.util.Locale.ROOT), node.id(),
                                    power));
        }
    }
}
