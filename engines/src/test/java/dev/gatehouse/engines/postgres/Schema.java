package dev.gatehouse.engines.postgres;

/** What the shared server contains: some of everything. */
final class Schema {

    /** A value that no refusal may ever show. */
    static final String PLANTED = "PLANTED-7391-SECRET";

    static final String SQL =
            """
            CREATE ROLE reader LOGIN;
            CREATE ROLE writer LOGIN CREATEDB;
            CREATE ROLE pathed LOGIN;
            GRANT pg_write_server_files TO writer;
            CREATE SCHEMA sales;
            CREATE SCHEMA hr;
            CREATE SCHEMA "Odd Name";
            COMMENT ON SCHEMA sales IS 'what is sold';
            ALTER ROLE pathed SET search_path = '$user', sales, nowhere, public;

            CREATE TYPE sales.mood AS ENUM ('good', 'bad');
            CREATE DOMAIN sales.positive AS int CHECK (VALUE > 0);
            CREATE TABLE sales.customers (
              id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              name text NOT NULL,
              ssn text,
              mood sales.mood DEFAULT 'good',
              tags text[],
              credit numeric(10,2) DEFAULT round(1.5, 1),
              dropped int,
              since timestamptz);
            ALTER TABLE sales.customers DROP COLUMN dropped;
            COMMENT ON TABLE sales.customers IS 'who buys';
            COMMENT ON COLUMN sales.customers.ssn IS 'never show';
            CREATE UNIQUE INDEX customers_by_name ON sales.customers (lower(name));
            CREATE TABLE sales.orders (
              id bigint PRIMARY KEY,
              customer_id int NOT NULL REFERENCES sales.customers,
              hidden int);
            CREATE TABLE hr.salaries (emp_id int PRIMARY KEY, amount numeric, secret text);
            CREATE TABLE sales.notes (
              id int, emp_id int REFERENCES hr.salaries, order_id bigint REFERENCES sales.orders);
            CREATE TABLE "Odd Name"."Odd Table" ("Odd Column" int, "select" text);

            CREATE TABLE sales.events (at date NOT NULL, id int NOT NULL, PRIMARY KEY (at, id))
              PARTITION BY RANGE (at);
            CREATE TABLE sales.events_2024 PARTITION OF sales.events
              FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE TABLE sales.events_2025 PARTITION OF sales.events
              FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            CREATE TABLE sales.seen (at date, id int,
              CONSTRAINT seen_event FOREIGN KEY (at, id) REFERENCES sales.events);

            CREATE FUNCTION hr.raise(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
              AS 'SELECT n * 2';
            CREATE AGGREGATE hr.total(numeric) (SFUNC = numeric_add, STYPE = numeric);
            CREATE FUNCTION hr.near(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE
              AS 'SELECT a = b';
            CREATE OPERATOR hr.=~= (LEFTARG = text, RIGHTARG = text, FUNCTION = hr.near);
            CREATE VIEW sales.v_salaries AS
              SELECT s.emp_id, hr.raise(s.amount) AS raised FROM hr.salaries s;
            CREATE VIEW sales.v_deep AS
              WITH x AS (SELECT * FROM sales.v_salaries)
              SELECT (SELECT hr.total(raised) FROM x) AS total,
                EXISTS (SELECT FROM sales.orders o WHERE o.id = 1) AS any_order;
            CREATE VIEW sales.v_logins AS SELECT rolname FROM pg_catalog.pg_authid;
            CREATE VIEW sales.v_roles AS SELECT rolname, pg_read_file('PG_VERSION') AS f
              FROM pg_catalog.pg_roles;
            CREATE VIEW sales.v_operator AS
              SELECT c.id FROM sales.customers c WHERE c.name OPERATOR(hr.=~=) c.ssn;
            CREATE MATERIALIZED VIEW sales.m_orders AS
              SELECT customer_id, count(*) AS orders FROM sales.orders GROUP BY customer_id;

            INSERT INTO sales.customers (name, ssn, tags, since)
              SELECT 'customer ' || i, 'PLANTED-7391-SECRET', ARRAY['a', 'b'], '2024-05-06 07:08:09+02'
              FROM generate_series(1, 500) i;
            INSERT INTO sales.orders SELECT i, 1 + i % 500, i FROM generate_series(1, 1000) i;
            INSERT INTO sales.events SELECT date '2024-01-01' + i, i FROM generate_series(0, 399) i;
            CREATE SEQUENCE sales.numbers;

            GRANT USAGE ON SCHEMA sales, "Odd Name" TO reader, pathed;
            GRANT SELECT ON sales.customers, sales.events, sales.events_2024, sales.seen, sales.notes,
              sales.v_salaries, sales.v_deep, sales.v_logins, sales.v_roles, sales.v_operator,
              sales.m_orders, "Odd Name"."Odd Table" TO reader;
            GRANT SELECT (id, customer_id) ON sales.orders TO reader;
            GRANT USAGE ON SEQUENCE sales.numbers TO reader;
            GRANT SELECT, INSERT ON sales.customers TO writer;
            ANALYZE;
            """;

    private Schema() {}
}
