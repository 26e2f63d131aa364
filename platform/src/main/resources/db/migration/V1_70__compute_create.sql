create table guest (
    name varchar(64) not null primary key,
    host varchar(64) not null,
    spec text not null,
    phase varchar(16) not null,
    reason text,
    job uuid,
    created timestamp with time zone not null
);

-- What was decided about compute hosts; one that has no row takes guests.
create table compute_host (
    name varchar(64) not null primary key,
    state varchar(16) not null,
    reason varchar(500)
);

-- What was asked of a migration after it was handed in; goes with its job.
create table migration_order (
    job uuid not null primary key references job (id) on delete cascade,
    switch_over boolean not null,
    bytes_per_second bigint
);
