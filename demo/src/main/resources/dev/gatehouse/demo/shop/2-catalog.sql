-- The same rows every time: nothing here asks the clock or a random generator. "Today" in the shop is
-- 2026-10-01. Chance comes from PostgreSQL's hash of (row, purpose), the one that hash partitioning
-- relies on, so its values do not change between releases.

CREATE SCHEMA seed;

CREATE FUNCTION seed.today() RETURNS timestamptz IMMUTABLE RETURN timestamptz '2026-10-01 00:00:00+00';

-- A number from 0 to sides - 1 for a row and a purpose.
CREATE FUNCTION seed.dice(row_no bigint, purpose bigint, sides integer) RETURNS integer
    IMMUTABLE RETURN abs(hashint8extended(row_no, purpose) % sides)::integer;

-- A fraction in [0, 1) for a row and a purpose.
CREATE FUNCTION seed.fraction(row_no bigint, purpose bigint) RETURNS double precision
    IMMUTABLE RETURN abs(hashint8extended(row_no, purpose) % 1000003) / 1000003.0::double precision;

CREATE FUNCTION seed.choice(row_no bigint, purpose bigint, options text[]) RETURNS text
    IMMUTABLE RETURN options[1 + abs(hashint8extended(row_no, purpose) % cardinality(options))];

INSERT INTO shop.categories (category_id, parent_id, slug, name, sort_order) VALUES
    (1, NULL, 'kitchen', 'Kitchen', 1),
    (2, NULL, 'living', 'Living', 2),
    (3, NULL, 'outdoor', 'Outdoor', 3),
    (4, NULL, 'office', 'Office', 4),
    (5, NULL, 'garden', 'Garden', 5),
    (6, NULL, 'kids', 'Kids', 6),
    (11, 1, 'cookware', 'Cookware', 1),
    (12, 1, 'knives', 'Knives', 2),
    (13, 1, 'coffee-and-tea', 'Coffee & Tea', 3),
    (14, 1, 'tableware', 'Tableware', 4),
    (21, 2, 'lighting', 'Lighting', 1),
    (22, 2, 'textiles', 'Textiles', 2),
    (23, 2, 'furniture', 'Furniture', 3),
    (24, 2, 'decoration', 'Decoration', 4),
    (31, 3, 'camping', 'Camping', 1),
    (32, 3, 'hiking', 'Hiking', 2),
    (33, 3, 'cycling', 'Cycling', 3),
    (41, 4, 'desks-and-chairs', 'Desks & Chairs', 1),
    (42, 4, 'stationery', 'Stationery', 2),
    (43, 4, 'computer-accessories', 'Computer Accessories', 3),
    (51, 5, 'tools', 'Tools', 1),
    (52, 5, 'planters', 'Planters', 2),
    (53, 5, 'barbecue', 'Barbecue', 3),
    (61, 6, 'toys', 'Toys', 1),
    (62, 6, 'board-games', 'Board Games', 2);

-- What a leaf category sells: kinds of things, what they are made of, the cheapest and the dearest price.
CREATE TABLE seed.ranges (category_id integer, kinds text[], materials text[], low integer, high integer);

INSERT INTO seed.ranges VALUES
    (11, '{Frying Pan,Saucepan,Stock Pot,Wok,Casserole,Roasting Tin}', '{Cast Iron,Stainless Steel,Copper,Enamel}', 18, 210),
    (12, '{Chef''s Knife,Paring Knife,Bread Knife,Santoku,Carving Set,Knife Block}', '{Damascus Steel,Carbon Steel,Stainless Steel,Ceramic}', 9, 260),
    (13, '{French Press,Pour-Over Set,Teapot,Espresso Cup,Milk Frother,Kettle}', '{Glass,Porcelain,Stainless Steel,Stoneware}', 7, 140),
    (14, '{Dinner Plate,Soup Bowl,Serving Platter,Tumbler,Cutlery Set,Salad Bowl}', '{Porcelain,Stoneware,Bamboo,Glass}', 5, 120),
    (21, '{Floor Lamp,Table Lamp,Pendant Light,Wall Light,Reading Lamp,Lantern}', '{Brass,Linen,Oak,Powder-Coated Steel}', 19, 340),
    (22, '{Throw,Cushion,Rug,Curtain,Bed Linen Set,Towel Set}', '{Cotton,Linen,Wool,Velvet}', 12, 290),
    (23, '{Side Table,Bookshelf,Armchair,Bench,Sideboard,Coat Rack}', '{Oak,Walnut,Ash,Rattan}', 49, 890),
    (24, '{Vase,Picture Frame,Candle Holder,Wall Clock,Mirror,Storage Basket}', '{Glass,Ceramic,Brass,Seagrass}', 6, 160),
    (31, '{Two-Person Tent,Sleeping Bag,Camping Stove,Folding Chair,Headlamp,Cool Box}', '{Ripstop Nylon,Aluminium,Recycled Polyester,Titanium}', 15, 420),
    (32, '{Backpack,Trekking Poles,Rain Jacket,Water Bottle,Map Case,Hiking Socks}', '{Merino,Recycled Polyester,Aluminium,Ripstop Nylon}', 8, 270),
    (33, '{Helmet,Pannier,Bike Light Set,Floor Pump,Repair Kit,Handlebar Bag}', '{Aluminium,Waxed Canvas,Recycled Polyester,Carbon}', 7, 190),
    (41, '{Standing Desk,Desk Chair,Monitor Stand,Footrest,Filing Cabinet,Desk Lamp}', '{Oak,Steel,Walnut,Mesh}', 24, 980),
    (42, '{Notebook,Fountain Pen,Pencil Set,Desk Calendar,Letter Tray,Sketchbook}', '{Recycled Paper,Brass,Cork,Leather}', 3, 95),
    (43, '{Laptop Sleeve,Keyboard,USB-C Hub,Wireless Mouse,Webcam,Headset}', '{Felt,Aluminium,Recycled Plastic,Walnut}', 14, 230),
    (51, '{Secateurs,Spade,Watering Can,Garden Fork,Wheelbarrow,Pruning Saw}', '{Carbon Steel,Ash,Zinc,Stainless Steel}', 9, 180),
    (52, '{Planter,Hanging Pot,Raised Bed,Seed Tray,Trellis,Balcony Box}', '{Terracotta,Zinc,Larch,Recycled Plastic}', 5, 150),
    (53, '{Charcoal Grill,Grill Tongs,Fire Bowl,Pizza Stone,Chimney Starter,Grill Cover}', '{Cast Iron,Stainless Steel,Corten Steel,Cordierite}', 12, 560),
    (61, '{Building Blocks,Toy Train,Doll House,Stacking Rings,Kite,Pull-Along Duck}', '{Beech,Organic Cotton,Maple,Recycled Plastic}', 6, 130),
    (62, '{Chess Set,Memory Game,Dominoes,Puzzle,Card Game,Strategy Game}', '{Walnut,Recycled Paper,Beech,Linen}', 5, 85);

-- 24 products in each of the 19 leaves: every kind in every material.
INSERT INTO shop.products
SELECT p.product_id,
       p.category_id,
       upper(left(p.slug, 3)) || '-' || lpad((p.product_id * 37 % 9973)::text, 4, '0') || '-' || chr(65 + seed.dice(p.product_id, 2, 26)),
       p.line || ' ' || p.material || ' ' || p.kind,
       p.kind || ' in ' || lower(p.material) || ' from our ' || p.line || ' line. '
           || seed.choice(p.product_id, 3, '{Made to last and easy to repair.,A quiet classic for every day.,Designed in small series.,Our customers'' favourite for years.,Light and sturdy; fits in where others do not.}'),
       p.price,
       round(p.price * (0.38 + 0.24 * seed.fraction(p.product_id, 4))::numeric, 2),
       80 + (p.price * (6 + seed.dice(p.product_id, 5, 40)))::integer,
       CASE WHEN seed.dice(p.product_id, 6, 100) < 6 THEN 0 ELSE seed.dice(p.product_id, 7, 400) END,
       jsonb_strip_nulls(jsonb_build_object(
           'material', lower(p.material),
           'colour', seed.choice(p.product_id, 8, '{natural,black,white,forest green,navy,terracotta,sand,graphite}'),
           'warranty_months', (ARRAY[12, 24, 24, 36, 60, NULL])[1 + seed.dice(p.product_id, 9, 6)],
           'dimensions_mm', jsonb_build_object(
               'width', 60 + seed.dice(p.product_id, 10, 700),
               'height', 40 + seed.dice(p.product_id, 11, 900),
               'depth', 30 + seed.dice(p.product_id, 12, 500)))),
       array_remove(ARRAY[
           CASE WHEN p.introduced > date '2026-07-01' THEN 'new' END,
           CASE WHEN p.product_id % 17 = 3 THEN 'bestseller' END,
           CASE WHEN p.material IN ('Bamboo', 'Cork', 'Recycled Paper', 'Recycled Plastic', 'Recycled Polyester', 'Organic Cotton') THEN 'eco' END,
           CASE WHEN seed.dice(p.product_id, 13, 9) = 0 THEN 'gift' END,
           CASE WHEN seed.dice(p.product_id, 14, 11) = 0 THEN 'sale' END], NULL),
       CASE WHEN seed.dice(p.product_id, 15, 100) < 5
            THEN timestamptz '2026-03-01 08:00:00+00' + seed.dice(p.product_id, 16, 200) * interval '1 day' END,
       p.introduced + time '08:00:00' AT TIME ZONE 'UTC'
FROM (
    SELECT k.product_id, k.category_id, k.slug, k.kind, k.material,
           seed.choice(k.product_id, 1, '{Nordhaven,Alder,Kestrel,Lumo,Fjella,Morning,Atelier,Harbour,Solis,Juniper}') AS line,
           -- Most prices are low, few are high; they end in .90, .50 or .00.
           floor(k.low + (k.high - k.low) * power(seed.fraction(k.product_id, 17), 2.2))::numeric
               + (ARRAY[0.90, 0.90, 0.50, 0.00])[1 + seed.dice(k.product_id, 18, 4)] AS price,
           CASE WHEN seed.dice(k.product_id, 19, 10) < 7
                THEN date '2023-01-09' + seed.dice(k.product_id, 20, 270)
                ELSE date '2023-10-01' + seed.dice(k.product_id, 20, 1090) END AS introduced
    FROM (
        SELECT row_number() OVER (ORDER BY r.category_id, kind.nr, material.nr)::integer AS product_id,
               r.category_id, c.slug, kind.name AS kind, material.name AS material, r.low, r.high
        FROM seed.ranges r
        JOIN shop.categories c USING (category_id)
        CROSS JOIN LATERAL unnest(r.kinds) WITH ORDINALITY AS kind(name, nr)
        CROSS JOIN LATERAL unnest(r.materials) WITH ORDINALITY AS material(name, nr)
    ) k
) p
ORDER BY p.product_id;

