-- What was left of an hour's quota to a caller on a database, and when (milliseconds since 1970).
CREATE TABLE hour_quotas (
    subject TEXT PRIMARY KEY,
    remaining BIGINT NOT NULL,
    noted BIGINT NOT NULL
);
