CREATE TABLE node_allocation (
    id             UUID PRIMARY KEY,
    number         BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    name           VARCHAR(255) UNIQUE,
    node           UUID REFERENCES node (id) ON DELETE SET NULL,
    state          VARCHAR(16) NOT NULL,
    last_error     VARCHAR(4000),
    resource_class VARCHAR(80),
    traits         TEXT NOT NULL,
    candidates     TEXT NOT NULL,
    owner          VARCHAR(255),
    extra          TEXT NOT NULL,
    created        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated        TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX node_allocation_by_node ON node_allocation (node);
CREATE INDEX node_allocation_by_owner ON node_allocation (owner, number);

CREATE TABLE node_recipe (
    id            UUID PRIMARY KEY,
    number        BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    kind          VARCHAR(16) NOT NULL,
    name          VARCHAR(255) NOT NULL,
    steps         TEXT NOT NULL,
    for_all       BOOLEAN NOT NULL,
    owner         VARCHAR(255),
    needs_ramdisk BOOLEAN NOT NULL,
    extra         TEXT NOT NULL,
    created       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated       TIMESTAMP(6) WITH TIME ZONE,
    UNIQUE (kind, name)
);
