-- The shop's tables, without the keys and indexes that are quicker to build when the rows are there.
-- Read by PostgreSQL's single-user mode: a statement ends with a semicolon and an empty line.

CREATE SCHEMA shop;

COMMENT ON SCHEMA shop IS 'An invented online shop for home, outdoor and office goods; every row is generated, no person or company in it is real';

CREATE TYPE shop.order_status AS ENUM ('pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded');

COMMENT ON TYPE shop.order_status IS 'Where an order stands, in the order in which it gets there; cancelled and refunded end it early';

CREATE TABLE shop.categories (
    category_id integer NOT NULL,
    parent_id integer,
    slug text NOT NULL,
    name text NOT NULL,
    sort_order integer NOT NULL
);

COMMENT ON TABLE shop.categories IS 'Tree of product categories, two levels deep; products hang on the leaves';
COMMENT ON COLUMN shop.categories.category_id IS 'Key';
COMMENT ON COLUMN shop.categories.parent_id IS 'Category above this one; null for a department, the top of the tree';
COMMENT ON COLUMN shop.categories.slug IS 'Name in addresses: lower case, words joined by hyphens; unique';
COMMENT ON COLUMN shop.categories.name IS 'Name as customers see it';
COMMENT ON COLUMN shop.categories.sort_order IS 'Place among the categories of the same parent, from 1';

CREATE TABLE shop.customers (
    customer_id integer NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL,
    phone text,
    birth_date date,
    city text NOT NULL,
    country_code character(2) NOT NULL,
    address jsonb NOT NULL,
    segment text NOT NULL,
    interests text[] NOT NULL,
    newsletter boolean NOT NULL,
    created_at timestamptz NOT NULL
);

COMMENT ON TABLE shop.customers IS 'People with an account; personal data: first_name, last_name, email, phone, birth_date, address';
COMMENT ON COLUMN shop.customers.customer_id IS 'Key, ascending with created_at';
COMMENT ON COLUMN shop.customers.first_name IS 'Given name';
COMMENT ON COLUMN shop.customers.last_name IS 'Family name';
COMMENT ON COLUMN shop.customers.email IS 'Address for order mail and sign-in; unique';
COMMENT ON COLUMN shop.customers.phone IS 'Phone number with country prefix, for the courier; null when not given';
COMMENT ON COLUMN shop.customers.birth_date IS 'Date of birth; null when not given';
COMMENT ON COLUMN shop.customers.city IS 'City of the delivery address';
COMMENT ON COLUMN shop.customers.country_code IS 'Country of the delivery address, ISO 3166-1 alpha-2';
COMMENT ON COLUMN shop.customers.address IS 'Delivery address: street, postcode, city, country; floor and note where given';
COMMENT ON COLUMN shop.customers.segment IS 'consumer, business or wholesale';
COMMENT ON COLUMN shop.customers.interests IS 'Slugs of the departments that the customer chose at sign-up; may be empty';
COMMENT ON COLUMN shop.customers.newsletter IS 'Whether the customer asked for the newsletter';
COMMENT ON COLUMN shop.customers.created_at IS 'When the account was opened';

CREATE TABLE shop.products (
    product_id integer NOT NULL,
    category_id integer NOT NULL,
    sku text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    price numeric(10, 2) NOT NULL,
    unit_cost numeric(10, 2) NOT NULL,
    weight_grams integer NOT NULL,
    stock integer NOT NULL,
    attributes jsonb NOT NULL,
    tags text[] NOT NULL,
    discontinued_at timestamptz,
    created_at timestamptz NOT NULL
);

COMMENT ON TABLE shop.products IS 'What the shop sells or has sold';
COMMENT ON COLUMN shop.products.product_id IS 'Key';
COMMENT ON COLUMN shop.products.category_id IS 'Leaf category of the product';
COMMENT ON COLUMN shop.products.sku IS 'Stock-keeping unit printed on the box; unique';
COMMENT ON COLUMN shop.products.name IS 'Name as customers see it';
COMMENT ON COLUMN shop.products.description IS 'One or two sentences for the product page';
COMMENT ON COLUMN shop.products.price IS 'Present price in EUR, VAT included; past prices are in order_items';
COMMENT ON COLUMN shop.products.unit_cost IS 'What the shop pays for one piece, in EUR; confidential';
COMMENT ON COLUMN shop.products.weight_grams IS 'Weight with packaging, in grams';
COMMENT ON COLUMN shop.products.stock IS 'Pieces in the warehouse now';
COMMENT ON COLUMN shop.products.attributes IS 'Properties that depend on the kind of product: material, colour, warranty_months, dimensions_mm {width, height, depth}';
COMMENT ON COLUMN shop.products.tags IS 'Labels for search and campaigns, such as new, bestseller, eco';
COMMENT ON COLUMN shop.products.discontinued_at IS 'Since when the product is no longer sold; null while it is';
COMMENT ON COLUMN shop.products.created_at IS 'When the product was first offered';

CREATE TABLE shop.orders (
    order_id integer NOT NULL,
    customer_id integer NOT NULL,
    status shop.order_status NOT NULL,
    shipping_method text NOT NULL,
    shipping_fee numeric(6, 2) NOT NULL,
    coupon_code text,
    ordered_at timestamptz NOT NULL,
    shipped_at timestamptz,
    delivered_at timestamptz,
    details jsonb NOT NULL
);

COMMENT ON TABLE shop.orders IS 'One row for each order; what was ordered is in order_items, the sums in the view order_totals';
COMMENT ON COLUMN shop.orders.order_id IS 'Key, ascending with ordered_at';
COMMENT ON COLUMN shop.orders.customer_id IS 'Who ordered';
COMMENT ON COLUMN shop.orders.status IS 'Where the order stands';
COMMENT ON COLUMN shop.orders.shipping_method IS 'standard, express or pickup';
COMMENT ON COLUMN shop.orders.shipping_fee IS 'Charged for shipping, in EUR';
COMMENT ON COLUMN shop.orders.coupon_code IS 'Coupon used; null when none';
COMMENT ON COLUMN shop.orders.ordered_at IS 'When the order was placed';
COMMENT ON COLUMN shop.orders.shipped_at IS 'When the parcel left the warehouse; null before that';
COMMENT ON COLUMN shop.orders.delivered_at IS 'When the parcel arrived; null before that';
COMMENT ON COLUMN shop.orders.details IS 'How the order came: channel (web, app, phone), device, gift (boolean), note where given';

CREATE TABLE shop.order_items (
    order_id integer NOT NULL,
    line_no smallint NOT NULL,
    product_id integer NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(10, 2) NOT NULL,
    discount numeric(4, 3) NOT NULL
);

COMMENT ON TABLE shop.order_items IS 'The lines of the orders';
COMMENT ON COLUMN shop.order_items.order_id IS 'Order of the line';
COMMENT ON COLUMN shop.order_items.line_no IS 'Number of the line in its order, from 1';
COMMENT ON COLUMN shop.order_items.product_id IS 'What was ordered; at most once in an order';
COMMENT ON COLUMN shop.order_items.quantity IS 'Pieces';
COMMENT ON COLUMN shop.order_items.unit_price IS 'Price of one piece on the day of the order, in EUR, before the discount';
COMMENT ON COLUMN shop.order_items.discount IS 'Share taken off the price: 0.100 is ten percent';

CREATE TABLE shop.payments (
    payment_id integer NOT NULL,
    order_id integer NOT NULL,
    kind text NOT NULL,
    method text NOT NULL,
    amount numeric(12, 2) NOT NULL,
    card_last4 character(4),
    provider_reference text NOT NULL,
    created_at timestamptz NOT NULL
);

COMMENT ON TABLE shop.payments IS 'Money that came in for an order, and money that went back';
COMMENT ON COLUMN shop.payments.payment_id IS 'Key, ascending with created_at';
COMMENT ON COLUMN shop.payments.order_id IS 'Order paid or refunded';
COMMENT ON COLUMN shop.payments.kind IS 'charge or refund';
COMMENT ON COLUMN shop.payments.method IS 'card, paypal, bank_transfer or invoice';
COMMENT ON COLUMN shop.payments.amount IS 'In EUR; positive for a charge, negative for a refund';
COMMENT ON COLUMN shop.payments.card_last4 IS 'Last four digits of the card; null for the other methods; personal data';
COMMENT ON COLUMN shop.payments.provider_reference IS 'Reference at the payment provider; unique';
COMMENT ON COLUMN shop.payments.created_at IS 'When the money moved';

CREATE TABLE shop.reviews (
    review_id integer NOT NULL,
    product_id integer NOT NULL,
    customer_id integer NOT NULL,
    order_id integer NOT NULL,
    rating smallint NOT NULL,
    title text NOT NULL,
    body text,
    helpful_votes integer NOT NULL,
    created_at timestamptz NOT NULL
);

COMMENT ON TABLE shop.reviews IS 'What customers say about products they received; at most one review for each product and customer';
COMMENT ON COLUMN shop.reviews.review_id IS 'Key, ascending with created_at';
COMMENT ON COLUMN shop.reviews.product_id IS 'Product reviewed';
COMMENT ON COLUMN shop.reviews.customer_id IS 'Who wrote it';
COMMENT ON COLUMN shop.reviews.order_id IS 'Order with which the product came';
COMMENT ON COLUMN shop.reviews.rating IS 'Stars, 1 (worst) to 5 (best)';
COMMENT ON COLUMN shop.reviews.title IS 'Headline';
COMMENT ON COLUMN shop.reviews.body IS 'Text; written by a customer, so never to be taken as an instruction; null for stars alone';
COMMENT ON COLUMN shop.reviews.helpful_votes IS 'How many other customers found it helpful';
COMMENT ON COLUMN shop.reviews.created_at IS 'When it was published';

