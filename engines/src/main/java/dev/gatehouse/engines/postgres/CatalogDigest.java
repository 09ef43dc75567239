package dev.gatehouse.engines.postgres;

/**
 * One question, and one row of an answer, that tells whether a catalog is still what it was,
 * without reading it. Whatever is created, altered, granted or described leaves rows of the system
 * catalogs that a new transaction wrote, whatever is dropped leaves fewer: so their number and the
 * sum of the hashes of their {@code xmin} are another. Estimates of rows are overwritten in place,
 * and count when they have changed by about two thirds.
 *
 * <p>Works on a standby server, too, and needs no right but to connect. Temporary tables are left
 * out: programs make them all the time.
 */
final class CatalogDigest {

    static final String QUERY =
            """
            WITH spaces AS (
              SELECT n.oid FROM pg_catalog.pg_namespace n
              WHERE n.nspname OPERATOR(pg_catalog.!~) '^pg_' AND n.nspname <> 'information_schema'),
            relations AS (
              SELECT c.oid FROM pg_catalog.pg_class c
              WHERE c.relnamespace IN (SELECT s.oid FROM spaces s)
                AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c'))
            SELECT pg_catalog.concat_ws(' ', pg_catalog.current_setting('server_version_num'),
              (SELECT pg_catalog.concat(r.oid, r.rolsuper, r.rolinherit)
                FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER),
              (SELECT pg_catalog.sum(pg_catalog.hashtext(pg_catalog.concat(t.oid, t.relpages = 0,
                  pg_catalog.trunc(2 * pg_catalog.ln(GREATEST(t.reltuples, -1) + 2)))))
                FROM pg_catalog.pg_class t
                WHERE t.oid IN (SELECT r.oid FROM relations r) AND t.relkind <> 'v'),
            """
                    + part("pg_namespace", "t.oid IN (SELECT s.oid FROM spaces s)")
                    + part("pg_class", "t.relnamespace IN (SELECT s.oid FROM spaces s)")
                    + part(
                            "pg_attribute",
                            "t.attnum > 0 AND t.attrelid IN (SELECT r.oid FROM relations r)")
                    + part("pg_attrdef", "t.adrelid IN (SELECT r.oid FROM relations r)")
                    + part("pg_index", "t.indrelid IN (SELECT r.oid FROM relations r)")
                    + part("pg_constraint", "t.connamespace IN (SELECT s.oid FROM spaces s)")
                    + part("pg_type", "t.typnamespace IN (SELECT s.oid FROM spaces s)")
                    + part("pg_proc", "true")
                    + part("pg_operator", "t.oprnamespace IN (SELECT s.oid FROM spaces s)")
                    + part("pg_rewrite", "t.ev_class IN (SELECT r.oid FROM relations r)")
                    + part("pg_inherits", "t.inhrelid IN (SELECT r.oid FROM relations r)")
                    + part(
                            "pg_description",
                            "t.classoid IN ('pg_catalog.pg_class'::pg_catalog.regclass,"
                                    + " 'pg_catalog.pg_namespace'::pg_catalog.regclass)")
                    + part("pg_cast", "true")
                    + part("pg_enum", "true")
                    + part("pg_auth_members", "true")
                    + part("pg_db_role_setting", "true")
                    + "'')";

    private CatalogDigest() {}

    private static String part(String table, String condition) {
        return """
        (SELECT pg_catalog.concat(pg_catalog.count(*), ':',
            pg_catalog.sum(pg_catalog.hashtext(t.xmin::pg_catalog.text)))
          FROM pg_catalog.%s t WHERE %s),
        """
                .formatted(table, condition);
    }
}
