ALTER TABLE shop.categories
    ADD PRIMARY KEY (category_id),
    ADD UNIQUE (slug),
    ADD FOREIGN KEY (parent_id) REFERENCES shop.categories;

ALTER TABLE shop.customers
    ADD PRIMARY KEY (customer_id),
    ADD UNIQUE (email),
    ADD CHECK (segment IN ('consumer', 'business', 'wholesale'));

ALTER TABLE shop.products
    ADD PRIMARY KEY (product_id),
    ADD UNIQUE (sku),
    ADD FOREIGN KEY (category_id) REFERENCES shop.categories,
    ADD CHECK (price > 0 AND unit_cost > 0),
    ADD CHECK (stock >= 0);

ALTER TABLE shop.orders
    ADD PRIMARY KEY (order_id),
    ADD FOREIGN KEY (customer_id) REFERENCES shop.customers,
    ADD CHECK (shipping_method IN ('standard', 'express', 'pickup')),
    ADD CHECK (shipped_at > ordered_at AND delivered_at > shipped_at);

ALTER TABLE shop.order_items
    ADD PRIMARY KEY (order_id, line_no),
    ADD UNIQUE (order_id, product_id),
    ADD FOREIGN KEY (order_id) REFERENCES shop.orders,
    ADD FOREIGN KEY (product_id) REFERENCES shop.products,
    ADD CHECK (quantity > 0),
    ADD CHECK (discount >= 0 AND discount < 1);

ALTER TABLE shop.payments
    ADD PRIMARY KEY (payment_id),
    ADD UNIQUE (provider_reference),
    ADD FOREIGN KEY (order_id) REFERENCES shop.orders,
    ADD CHECK (method IN ('card', 'paypal', 'bank_transfer', 'invoice')),
    ADD CHECK (CASE kind WHEN 'charge' THEN amount > 0 WHEN 'refund' THEN amount < 0 ELSE false END);

ALTER TABLE shop.reviews
    ADD PRIMARY KEY (review_id),
    ADD UNIQUE (product_id, customer_id),
    ADD FOREIGN KEY (product_id) REFERENCES shop.products,
    ADD FOREIGN KEY (customer_id) REFERENCES shop.customers,
    ADD FOREIGN KEY (order_id) REFERENCES shop.orders,
    ADD CHECK (rating BETWEEN 1 AND 5);

CREATE INDEX categories_parent_id ON shop.categories (parent_id);
CREATE INDEX customers_country_city ON shop.customers (country_code, city);
CREATE INDEX customers_last_name ON shop.customers (last_name, first_name);
CREATE INDEX products_category_id ON shop.products (category_id);
CREATE INDEX products_attributes ON shop.products USING gin (attributes);
CREATE INDEX products_tags ON shop.products USING gin (tags);
CREATE INDEX orders_customer_id ON shop.orders (customer_id, ordered_at);
CREATE INDEX orders_ordered_at ON shop.orders (ordered_at);
CREATE INDEX orders_open ON shop.orders (status, ordered_at) WHERE status IN ('pending', 'paid', 'packed', 'shipped');
CREATE INDEX order_items_product_id ON shop.order_items (product_id);
CREATE INDEX payments_order_id ON shop.payments (order_id);
CREATE INDEX reviews_customer_id ON shop.reviews (customer_id);
CREATE INDEX reviews_order_id ON shop.reviews (order_id);

CREATE VIEW shop.order_totals WITH (security_invoker = true) AS
SELECT o.order_id,
       o.customer_id,
       o.status,
       o.ordered_at,
       count(*) AS line_count,
       sum(i.quantity) AS piece_count,
       sum(round(i.quantity * i.unit_price * (1 - i.discount), 2))::numeric(12, 2) AS goods_total,
       o.shipping_fee,
       (o.shipping_fee + sum(round(i.quantity * i.unit_price * (1 - i.discount), 2)))::numeric(12, 2) AS order_total
FROM shop.orders o
JOIN shop.order_items i USING (order_id)
GROUP BY o.order_id;

COMMENT ON VIEW shop.order_totals IS 'What each order is worth, in EUR; counts cancelled and refunded orders too, so filter on status';
COMMENT ON COLUMN shop.order_totals.order_id IS 'Order';
COMMENT ON COLUMN shop.order_totals.customer_id IS 'Who ordered';
COMMENT ON COLUMN shop.order_totals.status IS 'Where the order stands';
COMMENT ON COLUMN shop.order_totals.ordered_at IS 'When the order was placed';
COMMENT ON COLUMN shop.order_totals.line_count IS 'Lines of the order';
COMMENT ON COLUMN shop.order_totals.piece_count IS 'Pieces over all lines';
COMMENT ON COLUMN shop.order_totals.goods_total IS 'Sum of the lines after discounts, without shipping';
COMMENT ON COLUMN shop.order_totals.shipping_fee IS 'Charged for shipping';
COMMENT ON COLUMN shop.order_totals.order_total IS 'goods_total and shipping_fee together';

CREATE VIEW shop.product_ratings WITH (security_invoker = true) AS
SELECT p.product_id,
       p.name,
       p.category_id,
       count(r.review_id) AS review_count,
       round(avg(r.rating), 2) AS average_rating,
       count(*) FILTER (WHERE r.rating <= 2) AS poor_count
FROM shop.products p
LEFT JOIN shop.reviews r USING (product_id)
GROUP BY p.product_id;

COMMENT ON VIEW shop.product_ratings IS 'Every product with its stars';
COMMENT ON COLUMN shop.product_ratings.product_id IS 'Product';
COMMENT ON COLUMN shop.product_ratings.name IS 'Name as customers see it';
COMMENT ON COLUMN shop.product_ratings.category_id IS 'Leaf category of the product';
COMMENT ON COLUMN shop.product_ratings.review_count IS 'Reviews';
COMMENT ON COLUMN shop.product_ratings.average_rating IS 'Mean of the stars, two decimals; null without reviews';
COMMENT ON COLUMN shop.product_ratings.poor_count IS 'Reviews with one or two stars';

CREATE VIEW shop.monthly_revenue WITH (security_invoker = true) AS
SELECT date_trunc('month', p.created_at, 'UTC') AS month,
       count(*) FILTER (WHERE p.kind = 'charge') AS charge_count,
       sum(p.amount) FILTER (WHERE p.kind = 'charge') AS charged,
       coalesce(-sum(p.amount) FILTER (WHERE p.kind = 'refund'), 0) AS refunded,
       sum(p.amount) AS revenue
FROM shop.payments p
GROUP BY 1;

COMMENT ON VIEW shop.monthly_revenue IS 'Money by calendar month (UTC), in EUR';
COMMENT ON COLUMN shop.monthly_revenue.month IS 'First instant of the month';
COMMENT ON COLUMN shop.monthly_revenue.charge_count IS 'Charges';
COMMENT ON COLUMN shop.monthly_revenue.charged IS 'Money in';
COMMENT ON COLUMN shop.monthly_revenue.refunded IS 'Money back, as a positive number';
COMMENT ON COLUMN shop.monthly_revenue.revenue IS 'charged less refunded';

