-- Long texts are VARCHAR: the embedded database keeps what is TEXT apart from its row, which makes a list of nodes several times slower.
CREATE TABLE node (
    id              UUID PRIMARY KEY,
    number          BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    name            VARCHAR(255) UNIQUE,
    driver          VARCHAR(255) NOT NULL,
    state           VARCHAR(32) NOT NULL,
    resource_class  VARCHAR(80),
    instance        UUID UNIQUE,
    instance_name   VARCHAR(255),
    image           VARCHAR(1024),
    owner           VARCHAR(255),
    lessee          VARCHAR(255),
    maintenance     BOOLEAN NOT NULL,
    retired         BOOLEAN NOT NULL,
    power           VARCHAR(32),
    fault           VARCHAR(64),
    conductor_group VARCHAR(255) NOT NULL,
    shard           VARCHAR(255),
    parent          UUID,
    chassis         UUID,
    description     VARCHAR(4096),
    traits          VARCHAR(1048576) NOT NULL,
    fields          VARCHAR(1048576) NOT NULL,
    standing        VARCHAR(1048576) NOT NULL,
    version         BIGINT NOT NULL,
    created         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated         TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX node_by_state ON node (state, number);
CREATE INDEX node_by_class ON node (resource_class, state, number);
CREATE INDEX node_by_driver ON node (driver, number);
CREATE INDEX node_by_image ON node (image);
CREATE INDEX node_by_owner ON node (owner, number);
CREATE INDEX node_by_lessee ON node (lessee, number);
CREATE INDEX node_by_parent ON node (parent);

CREATE TABLE node_trait (
    node  UUID NOT NULL REFERENCES node (id) ON DELETE CASCADE,
    trait VARCHAR(255) NOT NULL,
    PRIMARY KEY (node, trait)
);

CREATE INDEX node_by_trait ON node_trait (trait, node);

CREATE TABLE node_event (
    id       UUID PRIMARY KEY,
    number   BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    node     UUID NOT NULL REFERENCES node (id) ON DELETE CASCADE,
    severity VARCHAR(16) NOT NULL,
    type     VARCHAR(32) NOT NULL,
    text     VARCHAR(4000) NOT NULL,
    caller   VARCHAR(255),
    created  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX node_event_by_node ON node_event (node, number);
