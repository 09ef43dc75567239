package dev.gatehouse.engines.postgres;

/**
 * The questions whose answers make a catalog, for PostgreSQL 9.5 and later. Every name is
 * qualified. Relations are asked for whether the role may read them or not, because a view may read
 * what the role may not.
 */
final class CatalogQueries {

    private static final String OURS =
            " n.nspname OPERATOR(pg_catalog.!~) '^pg_' AND n.nspname <> 'information_schema' ";

    private static final String RELATION = " c.relkind IN ('r', 'p', 'v', 'm', 'f') AND" + OURS;

    /** The right to read every column. */
    private static final String WHOLE =
            " (pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
                    + " AND pg_catalog.has_table_privilege(c.oid, 'SELECT')) ";

    static final String SCHEMAS =
            """
            SELECT n.nspname, COALESCE(d.description, '')
            FROM pg_catalog.pg_namespace n
            LEFT JOIN pg_catalog.pg_description d ON d.objoid = n.oid AND d.objsubid = 0
              AND d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
            WHERE\
            """
                    + OURS;

    static final String RELATIONS =
            """
            SELECT c.oid::pg_catalog.int8, n.nspname, c.relname, c.relkind::pg_catalog.text,
              c.reltuples::pg_catalog.int8, c.relpages, COALESCE(d.description, ''),\
            """
                    + WHOLE
                    + """
                    , pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                      AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT'),
                      c.relrowsecurity
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0
                      AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    WHERE\
                    """
                    + RELATION;

    private static final String COLUMNS =
            """
            SELECT c.oid::pg_catalog.int8, a.attnum, a.attname,
              pg_catalog.format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
              COALESCE(pg_catalog.pg_get_expr(f.adbin, f.adrelid), ''), COALESCE(d.description, ''),
              %s
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
            LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = a.attnum
              AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
            WHERE a.attnum > 0 AND NOT a.attisdropped
              AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
              AND (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                OR pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'))
              AND\
            """
                    + RELATION
                    + "ORDER BY c.oid, a.attnum";

    static final String INDEXES =
            """
            SELECT c.oid::pg_catalog.int8, x.relname, i.indisunique,
              pg_catalog.pg_get_indexdef(i.indexrelid)
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE i.indisvalid AND\
            """
                    + WHOLE
                    + "AND"
                    + RELATION
                    + "ORDER BY c.oid, x.relname";

    /**
     * What is a part or child of what; a partition's own estimate counts for every partitioned
     * table above it. Indexes, which have partitions too, are left out.
     */
    static final String PARENTS =
            """
            SELECT i.inhrelid::pg_catalog.int8, i.inhparent::pg_catalog.int8, c.relkind = 'p',
              n.nspname, c.relname
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE\
            """
                    + RELATION
                    + "ORDER BY i.inhrelid, i.inhseqno";

    static final String ENUMS =
            """
            SELECT n.nspname, t.typname, pg_catalog.format_type(t.oid, NULL),
              ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum e
                WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'e' AND\
            """
                    + OURS;

    static final String UNARY_FUNCTIONS =
            """
            SELECT DISTINCT p.proname FROM pg_catalog.pg_proc p
            WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
              AND p.pronargs >= 1 AND p.pronargs - p.pronargdefaults <= 1
              AND p.proargtypes[0] <> 'pg_catalog.internal'::pg_catalog.regtype\
            """;

    /**
     * What the rules of views read and call. {@code pg_depend} leaves out what belongs to the
     * system itself, so the OIDs are taken from the text of the query trees, where names and
     * constants cannot look like them: in names white space is escaped, constants are written as
     * bytes. Operators of the system are left out of what is called: they are harmless, and many.
     * Where a view makes a value of a domain, it calls what the domain's checks call.
     */
    static final String VIEWS =
            """
            WITH RECURSIVE found AS (
              SELECT DISTINCT r.ev_class AS view, m.parts[1] AS kind,
                m.parts[2]::pg_catalog.oid AS target
              FROM pg_catalog.pg_rewrite r
              JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')
              CROSS JOIN LATERAL pg_catalog.regexp_matches(r.ev_action::pg_catalog.text,
                ':(relid|funcid|elemfuncid|aggfnoid|winfnoid|opfuncid|tsmhandler|resulttype) ([0-9]+)', 'g')
                AS m(parts)
              WHERE r.ev_type = '1'), domains AS (
              SELECT f.view, t.oid, t.typbasetype
              FROM found f JOIN pg_catalog.pg_type t ON t.oid = f.target AND t.typtype = 'd'
              WHERE f.kind = 'resulttype'
              UNION
              SELECT d.view, t.oid, t.typbasetype
              FROM domains d JOIN pg_catalog.pg_type t ON t.oid = d.typbasetype AND t.typtype = 'd')
            SELECT f.view::pg_catalog.int8, true, c.oid::pg_catalog.int8, n.nspname, c.relname
            FROM found f JOIN pg_catalog.pg_class c ON f.kind = 'relid' AND c.oid = f.target
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid <> f.view
            UNION ALL
            SELECT DISTINCT f.view::pg_catalog.int8, false, 0::pg_catalog.int8, n.nspname, p.proname
            FROM found f JOIN pg_catalog.pg_proc p ON p.oid = f.target
              AND f.kind NOT IN ('relid', 'resulttype')
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE f.kind <> 'opfuncid' OR n.nspname <> 'pg_catalog'
            UNION ALL
            SELECT DISTINCT d.view::pg_catalog.int8, false, 0::pg_catalog.int8, n.nspname, p.proname
            FROM domains d JOIN pg_catalog.pg_constraint k ON k.contypid = d.oid
            JOIN pg_catalog.pg_depend u ON u.objid = k.oid
              AND u.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
              AND u.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
            JOIN pg_catalog.pg_proc p ON p.oid = u.refobjid
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace\
            """;

    private static final String KEYS =
            """
            SELECT k.conname, k.contype = 'p', k.conrelid::pg_catalog.int8, k.conkey,
              k.confrelid::pg_catalog.int8, COALESCE(k.confkey, '{}')
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype IN ('p', 'f') %s AND\
            """
                    + RELATION
                    + "ORDER BY k.conrelid, k.conname";

    /** A key that refers to a partitioned table is stored once more for each of its partitions. */
    private static final String NOT_FOR_PARTITIONS =
            """
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint p
              WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)\
            """;

    static final String ROLE =
            """
            SELECT r.rolname, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication,
              r.rolbypassrls,
              EXISTS (SELECT FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE (pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                  OR pg_catalog.has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
                AND\
            """
                    + RELATION
                    + """
                    ), pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
                      OR EXISTS (SELECT FROM pg_catalog.pg_namespace n
                        WHERE pg_catalog.has_schema_privilege(n.oid, 'CREATE') AND\
                    """
                    + OURS
                    + """
                    ), ARRAY(SELECT g.rolname::pg_catalog.text FROM pg_catalog.pg_roles g
                      WHERE g.rolname IN ('pg_read_server_files', 'pg_write_server_files',
                        'pg_execute_server_program', 'pg_write_all_data')
                      AND pg_catalog.pg_has_role(g.oid, 'MEMBER') ORDER BY 1)
                    FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER\
                    """;

    private CatalogQueries() {}

    /** Version 12 was the first with columns that are generated from others. */
    static String columns(int serverMajor) {
        return COLUMNS.formatted(serverMajor >= 12 ? "a.attgenerated <> ''" : "false");
    }

    static String keys(int serverMajor) {
        return KEYS.formatted(serverMajor >= 11 ? NOT_FOR_PARTITIONS : "");
    }
}
