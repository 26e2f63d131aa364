CREATE TABLE secret (
    id       UUID PRIMARY KEY,
    name     VARCHAR(255) NOT NULL,
    store    VARCHAR(255) NOT NULL,
    token    BYTEA NOT NULL,
    deleting BOOLEAN NOT NULL,
    created  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX secret_by_age ON secret (created, id);
