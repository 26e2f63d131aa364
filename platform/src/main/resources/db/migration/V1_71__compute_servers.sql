-- What servers may be made like; "extra" is a JSON object of texts.
create table compute_flavor (
    id varchar(255) not null primary key,
    name varchar(255) not null unique,
    processors integer not null,
    memory_mb integer not null,
    disk_gb integer not null,
    is_open boolean not null,
    description text,
    extra text not null,
    created timestamp(6) with time zone not null
);

-- The projects that may use a flavor that is not open to all.
create table compute_flavor_access (
    flavor varchar(255) not null references compute_flavor (id) on delete cascade,
    project varchar(64) not null,
    primary key (flavor, project)
);
