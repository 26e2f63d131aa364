CREATE TABLE port_group (
    id               UUID PRIMARY KEY,
    number           BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    node             UUID NOT NULL REFERENCES node (id) ON DELETE CASCADE,
    name             VARCHAR(255) UNIQUE,
    address          VARCHAR(64) UNIQUE,
    bond_mode        VARCHAR(255) NOT NULL,
    properties       VARCHAR(1048576) NOT NULL,
    standalone_ports BOOLEAN NOT NULL,
    physical_network VARCHAR(64),
    category         VARCHAR(80),
    made_for_vif     BOOLEAN NOT NULL,
    extra            VARCHAR(1048576) NOT NULL,
    internal         VARCHAR(1048576) NOT NULL,
    created          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated          TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX port_group_by_node ON port_group (node, number);

CREATE TABLE port (
    id               UUID PRIMARY KEY,
    number           BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    node             UUID NOT NULL REFERENCES node (id) ON DELETE CASCADE,
    address          VARCHAR(64) NOT NULL UNIQUE,
    name             VARCHAR(255) UNIQUE,
    description      VARCHAR(255),
    physical_network VARCHAR(64),
    vendor           VARCHAR(32),
    category         VARCHAR(80),
    pxe_enabled      BOOLEAN NOT NULL,
    smart_nic        BOOLEAN NOT NULL,
    groupable        BOOLEAN NOT NULL,
    link             VARCHAR(1048576) NOT NULL,
    port_group       UUID REFERENCES port_group (id) ON DELETE SET NULL,
    extra            VARCHAR(1048576) NOT NULL,
    internal         VARCHAR(1048576) NOT NULL,
    created          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    updated          TIMESTAMP(6) WITH TIME ZONE
);

CREATE INDEX port_by_node ON port (node, number);
CREATE INDEX port_by_group ON port (port_group);

-- One network's port goes to one thing, and one thing carries one network: the keys say so.
CREATE TABLE port_vif (
    vif        VARCHAR(255) PRIMARY KEY,
    node       UUID NOT NULL REFERENCES node (id) ON DELETE CASCADE,
    port       UUID UNIQUE REFERENCES port (id) ON DELETE CASCADE,
    port_group UUID UNIQUE REFERENCES port_group (id) ON DELETE CASCADE,
    created    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX port_vif_by_node ON port_vif (node, created);
