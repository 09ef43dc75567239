-- A table of 100,000 invented people, ten tenants with a tenth of them each: tenant 1 has those whose
-- id ends in 0.
CREATE SCHEMA bench;

CREATE TABLE bench.people (
    id integer PRIMARY KEY,
    tenant_id integer NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    city text NOT NULL,
    balance numeric(12, 2) NOT NULL,
    visits bigint NOT NULL,
    active boolean NOT NULL,
    born date NOT NULL,
    created_at timestamptz NOT NULL
);

INSERT INTO bench.people
SELECT n,
       1 + n % 10,
       'Person ' || n,
       'person' || n || '@example.com',
       (ARRAY['Berlin', 'Paris', 'Wien', 'Lisboa', 'Oslo', 'Praha', 'Dublin', 'Roma'])[1 + n / 10 % 8],
       (n::bigint * 7919 % 1000000) / 100.0,
       n::bigint * 31 % 5000,
       n % 3 = 0,
       date '1950-01-01' + n % 20000,
       timestamptz '2024-01-01 00:00:00+00' + n * interval '7 minutes'
FROM generate_series(1, 100000) AS n;

GRANT USAGE ON SCHEMA bench TO gatehouse;
GRANT SELECT ON bench.people TO gatehouse;
ANALYZE bench.people;
