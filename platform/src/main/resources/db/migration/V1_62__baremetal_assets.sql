CREATE TABLE node_asset (
    id      UUID PRIMARY KEY,
    number  BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    kind    VARCHAR(16) NOT NULL,
    node    UUID REFERENCES node (id) ON DELETE CASCADE,
    mark    VARCHAR(400) NOT NULL,
    fields  TEXT NOT NULL,
    created TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated TIMESTAMP(6) WITH TIME ZONE,
    UNIQUE (kind, mark)
);

CREATE INDEX node_asset_by_kind ON node_asset (kind, number);
CREATE INDEX node_asset_by_node ON node_asset (node, kind, number);
CREATE INDEX node_by_chassis ON node (chassis, number);
CREATE INDEX node_by_shard ON node (shard, number);
