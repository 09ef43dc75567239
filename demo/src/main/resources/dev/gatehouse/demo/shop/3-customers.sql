-- 2,400 customers in 24 European cities, more of them in the larger ones and in later years.

CREATE TABLE seed.cities (city_no integer, name text, country_code character(2), phone_prefix text, postcode_base integer, streets text[]);

INSERT INTO seed.cities VALUES
    (0, 'Berlin', 'DE', '+49 30', 10115, '{Kastanienallee,Torstraße,Schönhauser Allee,Karl-Marx-Straße}'),
    (1, 'Hamburg', 'DE', '+49 40', 20095, '{Lange Reihe,Schulterblatt,Eppendorfer Weg,Osterstraße}'),
    (2, 'München', 'DE', '+49 89', 80331, '{Leopoldstraße,Müllerstraße,Fraunhoferstraße,Nymphenburger Straße}'),
    (3, 'Köln', 'DE', '+49 221', 50667, '{Aachener Straße,Ehrenstraße,Venloer Straße,Brüsseler Straße}'),
    (4, 'Leipzig', 'DE', '+49 341', 4103, '{Karl-Liebknecht-Straße,Eisenbahnstraße,Gottschedstraße,Zschochersche Straße}'),
    (5, 'Wien', 'AT', '+43 1', 1010, '{Neubaugasse,Mariahilfer Straße,Praterstraße,Josefstädter Straße}'),
    (6, 'Graz', 'AT', '+43 316', 8010, '{Annenstraße,Herrengasse,Leonhardstraße,Sporgasse}'),
    (7, 'Zürich', 'CH', '+41 44', 8001, '{Langstrasse,Niederdorfstrasse,Seefeldstrasse,Josefstrasse}'),
    (8, 'Basel', 'CH', '+41 61', 4051, '{Steinenvorstadt,Feldbergstrasse,Freie Strasse,Spalenberg}'),
    (9, 'Paris', 'FR', '+33 1', 75001, '{Rue Oberkampf,Rue des Martyrs,Rue de Charonne,Boulevard Voltaire}'),
    (10, 'Lyon', 'FR', '+33 4', 69001, '{Rue Mercière,Cours Lafayette,Rue de la République,Montée de la Grande Côte}'),
    (11, 'Bordeaux', 'FR', '+33 5', 33000, '{Rue Sainte-Catherine,Cours Victor Hugo,Quai des Chartrons,Rue du Loup}'),
    (12, 'Amsterdam', 'NL', '+31 20', 1011, '{Haarlemmerdijk,Utrechtsestraat,Overtoom,Javastraat}'),
    (13, 'Utrecht', 'NL', '+31 30', 3511, '{Oudegracht,Voorstraat,Biltstraat,Nachtegaalstraat}'),
    (14, 'Antwerpen', 'BE', '+32 3', 2000, '{Kloosterstraat,Nationalestraat,Mechelsesteenweg,Turnhoutsebaan}'),
    (15, 'Kraków', 'PL', '+48 12', 30001, '{Floriańska,Grodzka,Karmelicka,Starowiślna}'),
    (16, 'Wrocław', 'PL', '+48 71', 50001, '{Świdnicka,Ruska,Oławska,Legnicka}'),
    (17, 'Praha', 'CZ', '+420 2', 11000, '{Vinohradská,Korunní,Milady Horákové,Národní}'),
    (18, 'København', 'DK', '+45 33', 1050, '{Vesterbrogade,Nørrebrogade,Istedgade,Østerbrogade}'),
    (19, 'Göteborg', 'SE', '+46 31', 41101, '{Linnégatan,Avenyn,Haga Nygata,Vasagatan}'),
    (20, 'Barcelona', 'ES', '+34 93', 8001, '{Carrer de Verdi,Gran Via,Carrer de Blai,Rambla del Poblenou}'),
    (21, 'Milano', 'IT', '+39 02', 20121, '{Via Torino,Corso Buenos Aires,Via Savona,Corso Como}'),
    (22, 'Lisboa', 'PT', '+351 21', 1100, '{Rua da Rosa,Avenida da Liberdade,Rua do Século,Rua de São Bento}'),
    (23, 'Dublin', 'IE', '+353 1', 1000, '{Camden Street,Capel Street,Baggot Street,Thomas Street}');

INSERT INTO shop.customers
SELECT c.customer_id,
       c.first_name,
       c.last_name,
       -- The domains that are reserved for examples; the number keeps namesakes apart.
       lower(translate(c.first_name || '.' || c.last_name, 'Åáãèéêíóöøúüıłřśş'' ', 'Aaaeeeiooouuilrss'))
           || c.customer_id || '@' || seed.choice(c.customer_id, 30, '{example.com,example.com,example.net,example.org}'),
       CASE WHEN seed.dice(c.customer_id, 31, 100) < 82
            THEN city.phone_prefix || ' 555 ' || lpad(seed.dice(c.customer_id, 32, 10000)::text, 4, '0') END,
       CASE WHEN seed.dice(c.customer_id, 33, 100) < 70
            THEN date '1948-01-01' + (21200 * sqrt(seed.fraction(c.customer_id, 34)))::integer END,
       city.name,
       city.country_code,
       jsonb_strip_nulls(jsonb_build_object(
           'street', seed.choice(c.customer_id, 35, city.streets) || ' ' || 1 + seed.dice(c.customer_id, 36, 140),
           'postcode', lpad((city.postcode_base + seed.dice(c.customer_id, 37, 40))::text, CASE WHEN city.postcode_base < 9000 AND city.country_code NOT IN ('DE', 'ES') THEN 4 ELSE 5 END, '0'),
           'city', city.name,
           'country', city.country_code,
           'floor', CASE WHEN seed.dice(c.customer_id, 38, 3) = 0 THEN 1 + seed.dice(c.customer_id, 39, 6) END,
           'note', CASE seed.dice(c.customer_id, 40, 25) WHEN 0 THEN 'Please ring twice' WHEN 1 THEN 'Leave with the neighbour' END)),
       (ARRAY['wholesale', 'business', 'business', 'business', 'business', 'business', 'business',
              'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer',
              'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer', 'consumer'])[1 + seed.dice(c.customer_id, 41, 25)],
       ARRAY(SELECT slug FROM shop.categories
             WHERE parent_id IS NULL AND seed.dice(c.customer_id * 10 + category_id, 42, 10) < 3 ORDER BY sort_order),
       seed.dice(c.customer_id, 43, 100) < 44,
       c.created_at
FROM (
    SELECT row_number() OVER (ORDER BY created_at, n)::integer AS customer_id,
           seed.choice(n, 21, '{Anna,Lukas,Marie,Jonas,Emma,Felix,Sofia,Paul,Mia,Leon,Clara,Noah,Julia,Max,Lena,Hugo,Camille,Louis,Chloé,Théo,Inès,Arthur,Sanne,Daan,Fleur,Bram,Zofia,Jakub,Małgorzata,Paweł,Tereza,Jiří,Freja,Søren,Astrid,Björn,Elsa,Åke,Lucía,Martí,Núria,Javier,Giulia,Matteo,Chiara,Luca,Inês,João,Beatriz,Tiago,Aoife,Cian,Niamh,Seán,Ayşe,Mehmet,Fatima,Omar,Linh,Minh,Priya,Arjun,Olena,Taras}') AS first_name,
           seed.choice(n, 22, '{Müller,Schmidt,Weber,Wagner,Becker,Hoffmann,Koch,Richter,Klein,Wolf,Schröder,Neumann,Gruber,Huber,Steiner,Moser,Keller,Meier,Frei,Martin,Bernard,Dubois,Moreau,Lefèvre,Girard,Rousseau,de Vries,Jansen,Bakker,Visser,Peeters,Maes,Kowalski,Nowak,Wiśniewska,Wójcik,Novák,Svoboda,Dvořáková,Nielsen,Hansen,Sørensen,Johansson,Lindqvist,Åberg,García,Martínez,Puig,Vidal,Rossi,Bianchi,Ferrari,Conti,Silva,Santos,Ferreira,O''Brien,Murphy,Byrne,Kelly,Yılmaz,Demir,Haddad,Nguyen,Sharma,Kovalenko}') AS last_name,
           floor(24 * power(seed.fraction(n, 23), 1.6))::integer AS city_no,
           created_at
    FROM (
        SELECT n, date_trunc('second', timestamptz '2023-01-02 06:00:00+00'
                   + 1365 * sqrt(seed.fraction(n, 24)) * interval '1 day') AS created_at
        FROM generate_series(1, 2400) AS n
    ) signed_up
) c
JOIN seed.cities city USING (city_no)
ORDER BY c.customer_id;

