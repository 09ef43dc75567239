-- Small tables beside those of the corpora, with what those lack. All values are fixed.
CREATE SCHEMA lab;
CREATE TYPE lab.mood AS ENUM ('gut', 'soso', 'schlecht');
CREATE TABLE lab.guest(id int PRIMARY KEY, nm text, country text, feeling lab.mood, born date, tags text[]);
CREATE TABLE lab.stay(guest_id int, night date, room int, price numeric(6,2), extras jsonb, PRIMARY KEY (guest_id, night));
CREATE TABLE lab.note(id int PRIMARY KEY, guest_id int, body json, at timestamptz, marks int[]);
CREATE TABLE lab."we""ird Täble"("a""b" int PRIMARY KEY, "Ö x" text, "select" int);
-- The schema sales, which is searched first, has one of that name, too.
CREATE TABLE lab.people(id int PRIMARY KEY, nm text, age int);
CREATE TABLE lab.room(no int PRIMARY KEY, floor int, label text);
CREATE TABLE lab.suite(beds int, PRIMARY KEY (no)) INHERITS (lab.room);
CREATE TABLE lab.visit(id int, on_day date, kind text, PRIMARY KEY (id, on_day)) PARTITION BY RANGE (on_day);
CREATE TABLE lab.visit_early PARTITION OF lab.visit FOR VALUES FROM ('2024-01-01') TO ('2024-01-05');
CREATE TABLE lab.visit_late PARTITION OF lab.visit FOR VALUES FROM ('2024-01-05') TO ('2025-01-01');
INSERT INTO lab.guest SELECT i, 'n' || i % 4, (ARRAY['DE', 'FR', NULL])[1 + i % 3], (ARRAY['gut', 'soso', 'schlecht', NULL])[1 + i % 4]::lab.mood, date '2000-02-27' + i, CASE WHEN i % 3 > 0 THEN ARRAY['a', 'b' || i % 2] END FROM generate_series(1, 8) i;
INSERT INTO lab.stay SELECT i % 4, date '2024-01-01' + i, i % 3, i * 1.25, jsonb_build_object('k', i % 3, 'Ö', NULL) FROM generate_series(1, 9) i;
INSERT INTO lab.note SELECT i, nullif(i % 5, 0), json_build_object('k', i % 3), timestamptz '2024-06-01 12:00:00+00' + i * interval '7 hours', ARRAY[i, i % 2] FROM generate_series(1, 7) i;
INSERT INTO lab."we""ird Täble" SELECT i, 'ö' || i % 3, nullif(i, 3) FROM generate_series(1, 5) i;
INSERT INTO lab.people SELECT i, 'lab' || i % 3, 30 + i % 2 FROM generate_series(2, 6) i;
INSERT INTO lab.room SELECT i, i % 2, 'room ' || i FROM generate_series(1, 4) i;
-- Known difference: a key that a child repeats would be two groups, so none does.
INSERT INTO lab.suite SELECT i, i % 2, 'suite ' || i, i - 3 FROM generate_series(5, 7) i;
INSERT INTO lab.visit SELECT i % 5, date '2024-01-01' + i, (ARRAY['in', 'out'])[1 + i % 2] FROM generate_series(1, 9) i;
INSERT INTO sales.people SELECT i, 'p' || i % 3 FROM generate_series(1, 4) i;
INSERT INTO sales.managers SELECT i, 'm' || i, i FROM generate_series(3, 6) i;
CREATE VIEW lab.countries AS SELECT country, count(*)::int AS n, min(id) AS id FROM lab.guest GROUP BY country;
GRANT USAGE ON SCHEMA lab TO agent;
GRANT SELECT ON ALL TABLES IN SCHEMA lab TO agent;
ANALYZE;
