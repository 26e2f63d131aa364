create table guest (
    name varchar(64) not null primary key,
    host varchar(64) not null,
    spec text not null,
    phase varchar(16) not null,
    reason text,
    job uuid,
    created timestamp with time zone not null
);
