-- 24,000 orders over three years: the shop grows, November and December are strong, evenings are busy,
-- and a fifth of the customers places about half of the orders.

CREATE TABLE seed.placed AS
SELECT n,
       date_trunc('second', day + (power(seed.fraction(n, 50), 0.6) * 17 + 6) * interval '1 hour') AS ordered_at
FROM (
    SELECT n,
           -- A share of the orders moves from the month in which it would fall into the weeks before Christmas.
           CASE WHEN seed.dice(n, 51, 100) < 14
                THEN make_timestamptz(2023 + floor(3 * sqrt(seed.fraction(n, 52)))::integer, 11, 10, 0, 0, 0, 'UTC')
                     + seed.dice(n, 53, 42) * interval '1 day'
                ELSE timestamptz '2023-10-01 00:00:00+00' + floor(1096 * power(seed.fraction(n, 54), 0.7)) * interval '1 day' END AS day
    FROM generate_series(1, 24000) AS n
) calendar;

INSERT INTO shop.orders
SELECT o.order_id,
       o.customer_id,
       o.status,
       o.shipping_method,
       CASE o.shipping_method WHEN 'pickup' THEN 0.00 WHEN 'express' THEN 9.90 ELSE 4.90 END,
       CASE WHEN seed.dice(o.order_id, 60, 100) < 9
            THEN seed.choice(o.order_id, 61, '{WELCOME10,SPRING15,FRIENDS20,NEWS10}') END,
       o.ordered_at,
       CASE WHEN o.status IN ('shipped', 'delivered', 'refunded') THEN o.shipped_at END,
       CASE WHEN o.status IN ('delivered', 'refunded') THEN o.delivered_at END,
       jsonb_strip_nulls(jsonb_build_object(
           'channel', o.channel,
           'device', CASE WHEN o.channel <> 'phone' THEN
               CASE WHEN o.channel = 'app' OR seed.dice(o.order_id, 62, 100) < 48 THEN 'mobile' ELSE 'desktop' END END,
           'gift', seed.dice(o.order_id, 63, 100) < 7,
           'note', CASE seed.dice(o.order_id, 64, 60) WHEN 0 THEN 'Happy birthday!' WHEN 1 THEN 'Deliver after 5 pm' WHEN 2 THEN 'No plastic, please' END))
FROM (
    SELECT s.*,
           -- By age: an order is first paid, then packed and shipped, and after some weeks its fate is known.
           (CASE WHEN seed.dice(s.order_id, 65, 1000) < 46 THEN 'cancelled'
                 WHEN s.ordered_at > seed.today() - interval '8 hours' THEN 'pending'
                 WHEN s.ordered_at > seed.today() - interval '1 day' THEN 'paid'
                 WHEN s.shipped_at > seed.today() THEN 'packed'
                 WHEN s.delivered_at > seed.today() THEN 'shipped'
                 WHEN s.delivered_at < seed.today() - interval '21 days' AND seed.dice(s.order_id, 66, 1000) < 38 THEN 'refunded'
                 ELSE 'delivered' END)::shop.order_status AS status
    FROM (
        SELECT o.order_id, o.ordered_at, o.shipping_method, o.channel, o.shipped_at,
               o.shipped_at + (CASE o.shipping_method WHEN 'express' THEN 22 WHEN 'pickup' THEN 30 ELSE 40 END
                               + seed.dice(o.order_id, 67, 60)) * interval '1 hour' AS delivered_at,
               -- Only customers who had an account by then; the square favours the early ones.
               1 + floor(o.known_customers * power(seed.fraction(o.order_id, 68), 2))::integer AS customer_id
        FROM (
            SELECT row_number() OVER (ORDER BY p.ordered_at, p.n)::integer AS order_id,
                   p.ordered_at,
                   p.ordered_at + (14 + seed.dice(p.n, 55, 50)) * interval '1 hour' + seed.dice(p.n, 56, 3600) * interval '1 second' AS shipped_at,
                   seed.choice(p.n, 57, '{standard,standard,standard,standard,standard,standard,standard,express,express,pickup}') AS shipping_method,
                   seed.choice(p.n, 58, '{web,web,web,web,web,web,app,app,app,phone}') AS channel,
                   width_bucket(p.ordered_at, (SELECT array_agg(created_at ORDER BY created_at) FROM shop.customers)) AS known_customers
            FROM seed.placed p
            WHERE p.ordered_at < seed.today()
        ) o
    ) s
) o
ORDER BY o.order_id;

-- What was on sale when; twice over, so that a search upward from any product finds one.
CREATE TABLE seed.shelf AS
SELECT product_id + round * 456 AS place, product_id, price, created_at, coalesce(discontinued_at, 'infinity') AS discontinued_at
FROM shop.products CROSS JOIN generate_series(0, 1) AS round;

ALTER TABLE seed.shelf ADD PRIMARY KEY (place);

-- One to six lines, two on average; a few products sell far better than the rest.
INSERT INTO shop.order_items
SELECT chosen.order_id,
       row_number() OVER (PARTITION BY chosen.order_id ORDER BY chosen.slot)::smallint,
       chosen.product_id,
       CASE WHEN seed.dice(chosen.key, 70, 100) < 78 THEN 1 WHEN seed.dice(chosen.key, 71, 100) < 80 THEN 2
            ELSE 3 + seed.dice(chosen.key, 72, 8) END,
       -- Prices rose by two percent a year.
       round(chosen.price * (1 - 0.02 * (2026 - extract(year FROM chosen.ordered_at))), 2),
       CASE chosen.coupon_code
            WHEN 'FRIENDS20' THEN 0.200 WHEN 'SPRING15' THEN 0.150 WHEN 'WELCOME10' THEN 0.100 WHEN 'NEWS10' THEN 0.100
            ELSE (ARRAY[0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.050, 0.100])[1 + seed.dice(chosen.key, 73, 10)] END
FROM (
    SELECT DISTINCT ON (wanted.order_id, sold.product_id) wanted.*, sold.product_id, sold.price
    FROM (
        SELECT o.order_id, o.ordered_at, o.coupon_code, slot, o.order_id * 8 + slot AS key,
               1 + (floor(456 * power(seed.fraction(o.order_id * 8 + slot, 74), 1.9))::integer * 173 + 61) % 456 AS place
        FROM shop.orders o
        CROSS JOIN LATERAL generate_series(1, (ARRAY[1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6])[1 + seed.dice(o.order_id, 75, 11)]) AS slot
    ) wanted
    CROSS JOIN LATERAL (
        SELECT s.product_id, s.price FROM seed.shelf s
        WHERE s.place >= wanted.place AND s.created_at <= wanted.ordered_at AND s.discontinued_at > wanted.ordered_at
        ORDER BY s.place LIMIT 1
    ) sold
    ORDER BY wanted.order_id, sold.product_id, wanted.slot
) chosen
ORDER BY chosen.order_id, chosen.slot;

-- Orders that got beyond "pending" were charged once; refunded ones were paid back in full.
INSERT INTO shop.payments
SELECT row_number() OVER (ORDER BY m.created_at, m.order_id, m.kind)::integer,
       m.order_id, m.kind, m.method, m.amount,
       CASE WHEN m.method = 'card' THEN lpad(seed.dice(m.customer_id, 80, 10000)::text, 4, '0') END,
       upper(left(m.method, 2)) || '-' || upper(md5('payment ' || m.order_id || ' ' || m.kind)::varchar(12)),
       m.created_at
FROM (
    SELECT paid.order_id, paid.customer_id, 'charge' AS kind, paid.method, paid.total AS amount,
           paid.ordered_at + CASE paid.method WHEN 'bank_transfer' THEN 5 WHEN 'invoice' THEN 7 ELSE 0 END * interval '1 hour'
               + (20 + seed.dice(paid.order_id, 81, 200)) * interval '1 second' AS created_at
    FROM (
        SELECT o.order_id, o.customer_id, o.ordered_at,
               seed.choice(o.customer_id, 82, '{card,card,card,card,card,paypal,paypal,paypal,bank_transfer,invoice}') AS method,
               o.shipping_fee + sum(round(i.quantity * i.unit_price * (1 - i.discount), 2)) AS total
        FROM shop.orders o JOIN shop.order_items i USING (order_id)
        WHERE o.status NOT IN ('pending', 'cancelled')
        GROUP BY o.order_id, o.customer_id, o.ordered_at, o.shipping_fee
    ) paid
    UNION ALL
    SELECT o.order_id, o.customer_id, 'refund',
           seed.choice(o.customer_id, 82, '{card,card,card,card,card,paypal,paypal,paypal,bank_transfer,invoice}'),
           -(o.shipping_fee + sum(round(i.quantity * i.unit_price * (1 - i.discount), 2))),
           o.delivered_at + (48 + seed.dice(o.order_id, 83, 300)) * interval '1 hour'
    FROM shop.orders o JOIN shop.order_items i USING (order_id)
    WHERE o.status = 'refunded'
    GROUP BY o.order_id, o.customer_id, o.delivered_at, o.shipping_fee
) m
ORDER BY 1;

-- One delivered line in eight is reviewed. Every product has a leaning of its own, so averages differ.
INSERT INTO shop.reviews
SELECT row_number() OVER (ORDER BY r.created_at, r.order_id, r.product_id)::integer,
       r.product_id, r.customer_id, r.order_id, r.rating,
       CASE WHEN r.rating >= 4
            THEN seed.choice(r.key, 90, '{Would buy again,Exactly as described,Lovely quality,A joy to use,Better than expected,Great gift}')
            WHEN r.rating = 3 THEN seed.choice(r.key, 91, '{It is all right,Good with small flaws,Fair for the price}')
            ELSE seed.choice(r.key, 92, '{Not what I hoped for,Broke after a month,Arrived scratched,Smaller than it looks}') END,
       CASE WHEN seed.dice(r.key, 93, 100) < 64 THEN
           CASE WHEN r.rating >= 4
                THEN seed.choice(r.key, 94, '{The finish is beautiful and it arrived well packed.,We use it every day and it still looks new.,Solid and simple; the photos do not do it justice.,Bought a second one for my sister.,Delivery was quick and the colour is just right.}')
                WHEN r.rating = 3 THEN seed.choice(r.key, 95, '{Does its job but the manual is thin.,Nice idea; the details could be better.,A little heavy for me but well made.}')
                ELSE seed.choice(r.key, 96, '{A screw was missing and support took a week to answer.,The colour is quite different from the picture.,It wobbles. I sent it back.}') END END,
       floor(30 * power(seed.fraction(r.key, 97), 4))::integer,
       r.created_at
FROM (
    SELECT DISTINCT ON (i.product_id, o.customer_id)
           i.product_id, o.customer_id, o.order_id, o.order_id * 8 + i.line_no AS key,
           greatest(1, 5 - floor(5 * power(seed.fraction(o.order_id * 8 + i.line_no, 98), 1.2 + 0.25 * seed.dice(i.product_id, 99, 8))))::smallint AS rating,
           o.delivered_at + (20 + seed.dice(o.order_id * 8 + i.line_no, 100, 480)) * interval '1 hour' AS created_at
    FROM shop.order_items i JOIN shop.orders o USING (order_id)
    WHERE o.status IN ('delivered', 'refunded') AND seed.dice(o.order_id * 8 + i.line_no, 101, 8) = 0
    ORDER BY i.product_id, o.customer_id, o.order_id
) r
WHERE r.created_at < seed.today()
ORDER BY 1;

DROP SCHEMA seed CASCADE;

