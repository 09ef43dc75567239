-- The same for a caller with the roles analyst and german of PolicyLab, as far as the second role changes something.
-- It shows, of customers from DE, everything but the ssn, whatever the tenant; and every order with a total below 20.
ALTER TABLE sales.orders DROP CONSTRAINT orders_customer_id_fkey;
ALTER TABLE sales.order_items DROP CONSTRAINT order_items_order_id_fkey;
DELETE FROM sales.customers WHERE tenant_id <> 1 AND country <> 'DE';
UPDATE sales.customers SET ssn = NULL WHERE country = 'DE' AND tenant_id <> 1;
UPDATE sales.customers SET phone = NULL WHERE country <> 'DE';
UPDATE sales.customers SET email = regexp_replace(email, '^(.)[^@]+@', '\1***@'), name = overlay(repeat('*', length(name)) placing left(name, 2) from 1) WHERE country <> 'DE';
ALTER TABLE sales.orders ALTER total TYPE numeric USING CASE WHEN total < 20 THEN total ELSE round(total / 10) * 10 END;
DELETE FROM sales.orders WHERE tenant_id <> 1 AND total >= 20;
ANALYZE;
