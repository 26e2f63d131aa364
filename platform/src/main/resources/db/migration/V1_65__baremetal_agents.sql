-- What is known of the agent in the ramdisk of a node; no row once none is awaited.
CREATE TABLE agent (
    node           UUID PRIMARY KEY,
    started        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    proof          CHAR(64),
    token          VARCHAR(255),
    callback       VARCHAR(255),
    version        VARCHAR(255),
    ca             TEXT,
    status         VARCHAR(16),
    message        VARCHAR(2000),
    heard          TIMESTAMP(6) WITH TIME ZONE,
    answers        TEXT,
    command        VARCHAR(255),
    command_digest CHAR(64),
    command_before INTEGER,
    command_id     VARCHAR(64)
);
