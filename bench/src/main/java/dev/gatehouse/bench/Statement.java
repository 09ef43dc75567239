package dev.gatehouse.bench;

/** The statements that are measured. */
public enum Statement {
    ONE_TABLE("SELECT id, name, email FROM sales.customers WHERE id = # ORDER BY id", 42),

    /** A common table expression, two joins, a window, a lateral subquery and two others. */
    NORMAL(
            "WITH r AS (SELECT o.customer_id, sum(o.total) AS s, count(*) FILTER (WHERE o.status ="
                    + " 'paid') AS paid FROM sales.orders o JOIN sales.customers c ON c.id ="
                    + " o.customer_id WHERE o.created_at >= now() - interval '30 days' AND c.country IN"
                    + " ('DE','FR','US') GROUP BY 1 HAVING sum(o.total) > #) SELECT c.name, r.s,"
                    + " r.paid, rank() OVER (PARTITION BY c.country ORDER BY r.s DESC) AS rk, (SELECT"
                    + " max(p.created_at) FROM sales.payments p WHERE p.customer_id = c.id) AS"
                    + " last_paid FROM r JOIN sales.customers c ON c.id = r.customer_id LEFT JOIN"
                    + " LATERAL (SELECT json_agg(t.*) AS tags FROM sales.tags t WHERE t.customer_id ="
                    + " c.id) tg ON true WHERE EXISTS (SELECT 1 FROM sales.segments s WHERE"
                    + " s.customer_id = c.id AND s.kind = 'vip') ORDER BY rk, c.name LIMIT 100",
            100),

    TEN_TABLES(
            """
            SELECT c.name AS customer, a.city, o.id AS order_id, o.created_at, p.title AS product,
                   g.name AS category, s.name AS supplier, i.qty * i.price AS amount,
                   y.method, h.carrier, h.delivered_at, round(avg(v.stars), 2) AS stars
            FROM sales.orders o
            JOIN sales.customers c ON c.id = o.customer_id
            JOIN sales.addresses a ON a.customer_id = c.id AND a.kind = 'delivery'
            JOIN sales.order_items i ON i.order_id = o.id
            JOIN sales.products p ON p.id = i.product_id
            JOIN sales.categories g ON g.id = p.category_id
            JOIN sales.suppliers s ON s.id = p.supplier_id
            LEFT JOIN sales.payments y ON y.order_id = o.id AND y.status = 'captured'
            LEFT JOIN sales.shipments h ON h.order_id = o.id
            LEFT JOIN sales.reviews v ON v.product_id = p.id
            WHERE o.created_at >= now() - interval '90 days'
              AND o.status IN ('paid', 'shipped', 'delivered')
              AND c.country = 'DE' AND i.qty > 0 AND coalesce(y.amount, 0) > #
            GROUP BY c.name, a.city, o.id, o.created_at, p.title, g.name, s.name, i.qty, i.price,
                     y.method, h.carrier, h.delivered_at
            ORDER BY amount DESC, o.created_at LIMIT 50
            """,
            10);

    private final String pattern;
    private final String text;

    /**
     * @param pattern the text, with a mark for a number
     */
    Statement(String pattern, int number) {
        this.pattern = pattern.strip();
        this.text = with(number);
    }

    String text() {
        return text;
    }

    /** The text with another number in it. */
    String with(int number) {
        return pattern.replace("#", Integer.toString(number));
    }
}
