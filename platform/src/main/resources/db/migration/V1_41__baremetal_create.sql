CREATE TABLE image (
    name       VARCHAR(64) PRIMARY KEY,
    bytes      BIGINT NOT NULL,
    sha256     CHAR(64) NOT NULL,
    properties TEXT NOT NULL,
    created    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE node (
    name             VARCHAR(64) PRIMARY KEY,
    hardware         VARCHAR(255) NOT NULL,
    deploy_interface VARCHAR(255) NOT NULL,
    traits           TEXT NOT NULL,
    properties       TEXT NOT NULL,
    state            VARCHAR(16) NOT NULL,
    image            VARCHAR(64) REFERENCES image (name),
    chosen           VARCHAR(255),
    verdicts         TEXT NOT NULL,
    reason           TEXT,
    job              UUID,
    created          TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX node_by_image ON node (image);
