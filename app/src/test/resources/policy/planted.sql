-- What must never be seen, on top of corpora/schema.sql and differential/lab.sql: values that cannot be mistaken for
-- anything else, in every column that the policies mask or deny and in every row that they filter out.
UPDATE sales.customers SET ssn = 'PLANTED-SSN-' || id, phone = 'PLANTED-PHONE-' || id;
UPDATE sales.customers SET email = 'planted' || id || '@x.io', name = 'cuPLANTED' || id WHERE tenant_id = 1;
UPDATE sales.customers SET name = 'PLANTED-NAME-' || id, email = 'PLANTED-MAIL' || id || '@PLANTED.io' WHERE tenant_id <> 1;
UPDATE sales.customers SET country = 'PLANTED' WHERE tenant_id <> 1 AND id % 5 = 0;
UPDATE sales.orders SET status = 'PLANTED-STATUS', meta = '{"src": "PLANTED-META"}' WHERE tenant_id <> 1;
UPDATE sales.order_items SET sku = 'PLANTED-SKU-' || sku;
UPDATE sales.events SET kind = 'PLANTED-KIND' WHERE tenant_id <> 1;
UPDATE sales.people SET nm = 'PLANTED' || nm;
-- A view over this table is allowed by its name, and shows it.
UPDATE lab.guest SET country = 'VIEW-' || coalesce(country, '');
UPDATE lab.room SET label = 'PLANTED-' || label WHERE floor <> 1;
UPDATE lab.visit SET kind = 'PLANTED-OUT' WHERE kind = 'out';
ANALYZE;
