-- What the policy `analyst` of PolicyLab leaves of the database, written by hand: rows that are filtered out are gone,
-- values that are masked are replaced. The keyed hashes of ssn follow from Java.
ALTER TABLE sales.orders DROP CONSTRAINT orders_customer_id_fkey;
ALTER TABLE sales.order_items DROP CONSTRAINT order_items_order_id_fkey;
CREATE TABLE lab.countries_as_they_are AS SELECT * FROM lab.countries;
DROP VIEW lab.countries;
ALTER TABLE lab.countries_as_they_are RENAME TO countries;
DELETE FROM lab.stay WHERE guest_id NOT IN (SELECT id FROM lab.guest WHERE country LIKE '%-DE') OR guest_id IS NULL;
DELETE FROM sales.customers WHERE tenant_id <> 1;
DELETE FROM sales.orders WHERE tenant_id <> 1;
DELETE FROM sales.events WHERE tenant_id <> 1;
DELETE FROM lab."we""ird Täble" WHERE "select" IS NULL;
DELETE FROM lab.room WHERE floor <> 1;
DELETE FROM lab.visit WHERE kind <> 'in';
ALTER TABLE sales.customers DROP COLUMN phone;
UPDATE sales.customers SET email = regexp_replace(email, '^(.)[^@]+@', '\1***@'), name = overlay(repeat('*', length(name)) placing left(name, 2) from 1);
ALTER TABLE sales.orders ALTER total TYPE numeric USING round(total / 10) * 10;
UPDATE sales.order_items SET sku = 'sku', price = NULL;
UPDATE sales.people SET nm = 'p' || length(nm);
UPDATE lab.guest SET country = 'XX', born = make_date(extract(year from born)::int, extract(month from born)::int, 1);
UPDATE lab.note SET body = NULL, at = at - (at - date_trunc('day', at));
UPDATE lab."we""ird Täble" SET "Ö x" = CASE length("Ö x") WHEN 1 THEN '*' WHEN 2 THEN '**' ELSE substr("Ö x", 1, 1) || repeat('*', length("Ö x") - 2) || substr("Ö x", length("Ö x")) END;
ANALYZE;
