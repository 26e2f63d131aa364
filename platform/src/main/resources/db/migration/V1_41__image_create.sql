CREATE TABLE image (
    name       VARCHAR(64) PRIMARY KEY,
    id         UUID NOT NULL UNIQUE,
    bytes      BIGINT NOT NULL,
    sha256     CHAR(64) NOT NULL,
    properties TEXT NOT NULL,
    created    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
