package dev.gatehouse.engines.postgres;

/**
 * The questions whose answers make the {@link dev.gatehouse.core.catalog.Routines} of a catalog,
 * for PostgreSQL 9.5 and later.
 */
final class RoutineQueries {

    private static final String KIND = "p.prokind::pg_catalog.text";

    /** Before version 11 there are no procedures. */
    private static final String OLDER_KIND =
            "CASE WHEN p.proisagg THEN 'a' WHEN p.proiswindow THEN 'w' ELSE 'f' END";

    private static final String MULTIRANGES =
            "UNION ALL SELECT r.rngmultitypid, r.rngtypid FROM pg_catalog.pg_range r";

    /**
     * Functions, each with the worst of what it is made of: the functions of an aggregate, which
     * itself is always marked as immutable; and those of users that the defaults of arguments and
     * the standard's kind of SQL body call. Pseudo-types that stand for values of any type are
     * fine; what has another is for the database itself.
     */
    private static final String FUNCTIONS =
            """
            WITH RECURSIVE direct AS (
              SELECT d.objid AS whole, d.refobjid AS part FROM pg_catalog.pg_depend d
              WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
              UNION
              SELECT a.aggfnoid::pg_catalog.oid, m.part FROM pg_catalog.pg_aggregate a
              CROSS JOIN LATERAL (VALUES (a.aggtransfn::pg_catalog.oid),
                (a.aggfinalfn::pg_catalog.oid), (a.aggmtransfn::pg_catalog.oid),
                (a.aggminvtransfn::pg_catalog.oid), (a.aggmfinalfn::pg_catalog.oid)) AS m(part)
            ), made AS (
              SELECT whole, part FROM direct
              UNION
              SELECT m.whole, d.part FROM made m JOIN direct d ON d.whole = m.part
            ), worst AS (
              SELECT m.whole, pg_catalog.max(x.provolatile::pg_catalog.text) AS volatility,
                pg_catalog.bool_or(x.prosecdef) AS definer
              FROM made m JOIN pg_catalog.pg_proc x ON x.oid = m.part GROUP BY m.whole)
            SELECT n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid), %s,
              EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typtype = 'p'
                AND t.oid = ANY (p.proargtypes::pg_catalog.oid[] || p.prorettype)
                AND t.typname OPERATOR(pg_catalog.!~) '^(any.*|_?record|void)$'),
              GREATEST(p.provolatile::pg_catalog.text, w.volatility),
              p.prosecdef OR COALESCE(w.definer, false), p.proretset,
              EXISTS (SELECT FROM pg_catalog.pg_type t
                WHERE t.typnamespace = p.pronamespace AND t.typname = p.proname
                AND t.typtype <> 'e')
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            LEFT JOIN worst w ON w.whole = p.oid
            WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE')
              AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE') AND\
            """
                    + ours("n")
                    + "ORDER BY 1, 2, 3";

    /** The types of users that functions of a name take or return. */
    static final String TYPES_OF_FUNCTIONS =
            """
            SELECT DISTINCT n.nspname, p.proname, m.nspname, t.typname
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            CROSS JOIN LATERAL pg_catalog.unnest(p.proargtypes::pg_catalog.oid[] || p.prorettype
              || COALESCE(p.proallargtypes, '{}')) AS u(type)
            JOIN pg_catalog.pg_type t ON t.oid = u.type
            JOIN pg_catalog.pg_namespace m ON m.oid = t.typnamespace
            WHERE\
            """
                    + ours("n")
                    + "AND"
                    + ours("m");

    /**
     * Casts with a function that is not built in; those of arrays as those of their elements. Code
     * in C and inside the server can only be put there by a superuser.
     */
    static final String CASTS =
            """
            SELECT sn.nspname, s.typname, tn.nspname, t.typname, c.castcontext <> 'e',
              fn.nspname, p.proname,
              l.lanname IN ('internal', 'c') AND p.provolatile = 'i' AND NOT p.prosecdef
            FROM pg_catalog.pg_cast c
            JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
            JOIN pg_catalog.pg_namespace fn ON fn.oid = p.pronamespace
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            JOIN pg_catalog.pg_type s0 ON s0.oid = c.castsource
            JOIN pg_catalog.pg_type s ON s.oid =
              CASE WHEN s0.typlen = -1 AND s0.typelem <> 0 THEN s0.typelem ELSE s0.oid END
            JOIN pg_catalog.pg_namespace sn ON sn.oid = s.typnamespace
            JOIN pg_catalog.pg_type t0 ON t0.oid = c.casttarget
            JOIN pg_catalog.pg_type t ON t.oid =
              CASE WHEN t0.typlen = -1 AND t0.typelem <> 0 THEN t0.typelem ELSE t0.oid END
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
            WHERE fn.nspname <> 'pg_catalog'\
            """;

    /** What values of types of users hold, where that is of types of users, too. */
    private static final String PARTS =
            """
            SELECT n.nspname, t.typname, m.nspname, h.typname
            FROM (
              SELECT d.oid AS type, d.typbasetype AS part FROM pg_catalog.pg_type d
              WHERE d.typtype = 'd'
              UNION ALL
              SELECT a.oid, a.typelem FROM pg_catalog.pg_type a
              WHERE a.typlen = -1 AND a.typelem <> 0
              UNION ALL
              SELECT c.reltype, f.atttypid FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_attribute f ON f.attrelid = c.oid
              WHERE c.reltype <> 0 AND f.attnum > 0 AND NOT f.attisdropped
              UNION ALL
              SELECT r.rngtypid, r.rngsubtype FROM pg_catalog.pg_range r
              %s) AS held
            JOIN pg_catalog.pg_type t ON t.oid = held.type
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_catalog.pg_type h ON h.oid = held.part
            JOIN pg_catalog.pg_namespace m ON m.oid = h.typnamespace
            WHERE\
            """
                    + ours("n")
                    + "AND"
                    + ours("m");

    private RoutineQueries() {}

    static String functions(int serverMajor) {
        return FUNCTIONS.formatted(serverMajor >= 11 ? KIND : OLDER_KIND);
    }

    static String parts(int serverMajor) {
        return PARTS.formatted(serverMajor >= 14 ? MULTIRANGES : "");
    }

    /** The condition that a schema is not the system's. */
    private static String ours(String schema) {
        return " %1$s.nspname OPERATOR(pg_catalog.!~) '^pg_' AND %1$s.nspname <> 'information_schema' "
                .formatted(schema);
    }
}
