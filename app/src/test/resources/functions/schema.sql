-- Made by an ordinary owner, who is no superuser: code that yields what is planted where no caller may read.
SET SESSION AUTHORIZATION maker;
CREATE SCHEMA app;
CREATE SCHEMA hidden;
CREATE TABLE hidden.secret (word text);
INSERT INTO hidden.secret VALUES ('planted-secret');
GRANT USAGE ON SCHEMA app TO agent;

CREATE TABLE app.invoice (id int PRIMARY KEY, day date, net numeric, note text);
INSERT INTO app.invoice VALUES (1, '2023-05-01', 10, 'first'), (2, '2024-05-01', 20, 'second'),
  (3, '2024-06-01', 30, 'third');

-- What a policy may allow.
CREATE FUNCTION app.fiscal_year(day date) RETURNS int LANGUAGE sql IMMUTABLE
  AS 'SELECT extract(year FROM day)::int';
CREATE FUNCTION app.fiscal_year(at timestamptz) RETURNS int LANGUAGE sql STABLE
  AS 'SELECT extract(year FROM at)::int';
CREATE FUNCTION app.shout(word text) RETURNS text LANGUAGE plpgsql IMMUTABLE
  AS 'BEGIN RETURN pg_catalog.upper(word); END';
CREATE FUNCTION app.series(n int) RETURNS SETOF int LANGUAGE sql IMMUTABLE
  AS 'SELECT generate_series(1, n)';
CREATE AGGREGATE app.total(numeric) (SFUNC = numeric_add, STYPE = numeric, INITCOND = '0');
CREATE FUNCTION app."Odd ""Name"(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n + 1';
CREATE FUNCTION app.fails(word text) RETURNS text LANGUAGE plpgsql STABLE
  AS $$ BEGIN RAISE undefined_column USING MESSAGE = 'planted-secret', HINT = 'planted-secret'; END $$;

-- What it may not.
CREATE FUNCTION app.leak() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  AS 'SELECT word FROM hidden.secret';
CREATE FUNCTION app.noisy() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'planted-secret'; END $$;
CREATE FUNCTION app.mixed(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
CREATE FUNCTION app.mixed(word text) RETURNS text LANGUAGE sql AS 'SELECT word';
CREATE PROCEDURE app.work() LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.on_change() RETURNS trigger LANGUAGE plpgsql STABLE AS 'BEGIN RETURN NULL; END';
CREATE FUNCTION app.step(state text, word text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  AS 'SELECT word FROM hidden.secret';
CREATE AGGREGATE app.gather(text) (SFUNC = app.step, STYPE = text, INITCOND = '');
CREATE FUNCTION app.by_default(word text DEFAULT app.leak()) RETURNS text LANGUAGE sql STABLE
  AS 'SELECT word';
CREATE FUNCTION app.closed(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
REVOKE EXECUTE ON FUNCTION app.closed(int) FROM PUBLIC;

-- A domain whose check is code, and a function of its name.
CREATE FUNCTION app.checks(word text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'planted-secret'; END $$;
CREATE DOMAIN app.checked AS text CHECK (app.checks(VALUE));
CREATE FUNCTION app.checked(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
CREATE VIEW app.v_checked AS SELECT id, note::app.checked AS note FROM app.invoice;

-- Casts by code, each in its own context.
CREATE TYPE app.unasked AS ENUM ('a', 'b');
CREATE TYPE app.assigned AS ENUM ('a', 'b');
CREATE TYPE app.asked AS ENUM ('a', 'b');
CREATE TYPE app.as_json AS ENUM ('a', 'b');
CREATE TYPE app.target AS ENUM ('planted-secret', 'b');
CREATE TYPE app.plain AS ENUM ('a', 'b');
CREATE FUNCTION app.to_text(value app.unasked) RETURNS text LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
  AS 'BEGIN RETURN (SELECT word FROM hidden.secret); END';
CREATE CAST (app.unasked AS text) WITH FUNCTION app.to_text(app.unasked) AS IMPLICIT;
CREATE FUNCTION app.to_bool(value app.assigned) RETURNS boolean LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'planted-secret'; END $$;
CREATE CAST (app.assigned AS boolean) WITH FUNCTION app.to_bool(app.assigned) AS ASSIGNMENT;
CREATE FUNCTION app.to_text(value app.asked) RETURNS text LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
  AS 'BEGIN RETURN (SELECT word FROM hidden.secret); END';
CREATE CAST (app.asked AS text) WITH FUNCTION app.to_text(app.asked);
CREATE FUNCTION app.to_json(value app.as_json) RETURNS json LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER
  AS 'BEGIN RETURN (SELECT pg_catalog.to_json(word) FROM hidden.secret); END';
CREATE CAST (app.as_json AS json) WITH FUNCTION app.to_json(app.as_json);
CREATE FUNCTION app.to_target(value int) RETURNS app.target LANGUAGE plpgsql
  AS $$ BEGIN RETURN 'planted-secret'; END $$;
CREATE CAST (int AS app.target) WITH FUNCTION app.to_target(int);
CREATE FUNCTION app.spelled(value app.plain) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT 'spelled' $$;
CREATE CAST (app.plain AS text) WITH FUNCTION app.spelled(app.plain) AS IMPLICIT;

CREATE TYPE app.pair AS (one app.unasked, two int);
CREATE DOMAIN app.narrow AS app.unasked;
CREATE FUNCTION app.distance(one float8, two float8) RETURNS float8 LANGUAGE sql IMMUTABLE
  AS 'SELECT one - two';
CREATE TYPE app.span AS RANGE (subtype = float8, subtype_diff = app.distance);

CREATE TABLE app.t_unasked (c app.unasked);
CREATE TABLE app.t_assigned (c app.assigned);
CREATE TABLE app.t_asked (c app.asked, n int);
CREATE TABLE app.t_json (c app.as_json);
CREATE TABLE app.t_target (c app.target);
CREATE TABLE app.t_plain (c app.plain);
CREATE TABLE app.t_array (c app.asked[]);
CREATE TABLE app.t_pair (c app.pair);
CREATE TABLE app.t_narrow (c app.narrow);
CREATE TABLE app.t_span (c app.span);
INSERT INTO app.t_unasked VALUES ('a');
INSERT INTO app.t_assigned VALUES ('a');
INSERT INTO app.t_asked VALUES ('a', 1);
INSERT INTO app.t_json VALUES ('a');
INSERT INTO app.t_target VALUES ('b');
INSERT INTO app.t_plain VALUES ('a');
INSERT INTO app.t_array VALUES ('{a}');
INSERT INTO app.t_pair VALUES (ROW('a', 1));
INSERT INTO app.t_narrow VALUES ('a');
INSERT INTO app.t_span SELECT app.span(n, n + 1) FROM generate_series(1, 200) n;
CREATE VIEW app.v_asked AS SELECT c::text AS c FROM app.t_asked;
CREATE VIEW app.v_fiscal AS SELECT id, app.fiscal_year(day) AS year FROM app.invoice;
CREATE VIEW app.v_leak AS SELECT id, app.leak() AS word FROM app.invoice;
CREATE FUNCTION app.same(one text, two text) RETURNS boolean LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'planted-secret'; END $$;
CREATE OPERATOR app.=~ (LEFTARG = text, RIGHTARG = text, FUNCTION = app.same);

GRANT SELECT ON ALL TABLES IN SCHEMA app TO agent;
RESET SESSION AUTHORIZATION;

-- Casts of extensions are code in C, which only a superuser can put there.
CREATE EXTENSION citext SCHEMA app;
CREATE EXTENSION hstore SCHEMA app;
CREATE TABLE app.t_extension (c app.citext, h app.hstore);
INSERT INTO app.t_extension VALUES ('Ann', 'a=>1');
GRANT SELECT ON app.t_extension TO agent;
