package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.gantry.baremetal.NodeField;
import io.gantry.baremetal.NodeQuery;
import io.gantry.baremetal.NodeVersion;
import io.gantry.baremetal.Nodes;
import io.gantry.base.Origin;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// All that there is to say of many nodes. Most of them have not changed since somebody last asked, so what was written then is kept; a node
/// that was changed has another version.
@Singleton
final class NodeDetails {
    private static final int MOST_CHARACTERS = 16 << 20;

    private final Nodes nodes;
    private final NodeView view;
    private final Map<Key, String> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    NodeDetails(Nodes nodes, NodeView view) {
        this.nodes = nodes;
        this.view = view;
    }

    /// What an answer depends on.
    private record Key(UUID id, long version, int spoken, Origin origin, Map<String, Map<NodeField, String>> drivers) {
        @Override
        public int hashCode() {
            return id.hashCode() ^ Long.hashCode(version); // what else there is differs rarely and is large
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && id.equals(key.id) && version == key.version && spoken == key.spoken
                    && origin.equals(key.origin) && drivers.equals(key.drivers);
        }
    }

    /// A node as it is written.
    record Shown(UUID id, JsonNode text) {}

    List<Shown> of(NodeQuery query, int spoken, Origin origin) {
        var drivers = view.interfaces();
        var wanted = nodes.versions(query);
        var texts = known(wanted, node -> new Key(node.id(), node.version(), spoken, origin, drivers));
        var missing = wanted.stream().map(NodeVersion::id).filter(id -> !texts.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            var fresh = new HashMap<Key, String>();
            for (var node : nodes.all(missing)) {
                var text = whole(view.of(node, spoken, origin, drivers).toString());
                texts.put(node.id(), text);
                fresh.put(new Key(node.id(), node.version(), spoken, origin, drivers), text);
            }
            keep(fresh);
        }
        return wanted.stream()
                .filter(node -> texts.containsKey(node.id())) // else it was deleted just now
                .map(node -> new Shown(node.id(),
                        JsonNodeFactory.instance.rawValueNode(new RawValue(texts.get(node.id())))))
                .toList();
    }

    /// What is written as it is may have no half of a character.
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private Map<UUID, String> known(List<NodeVersion> wanted, Function<NodeVersion, Key> key) {
        var texts = new HashMap<UUID, String>();
        synchronized (kept) {
            wanted.forEach(node -> Optional.ofNullable(kept.get(key.apply(node)))
                    .ifPresent(text -> texts.put(node.id(), text)));
        }
        return texts;
    }

    private void keep(Map<Key, String> fresh) {
        synchronized (kept) {
            fresh.forEach((key, text) -> {
                var before = kept.put(key, text);
                characters += text.length() - (before == null ? 0 : before.length());
            });
            var oldest = kept.values().iterator();
            while (characters > MOST_CHARACTERS && oldest.hasNext()) {
                characters -= oldest.next().length();
                oldest.remove();
            }
        }
    }
}
