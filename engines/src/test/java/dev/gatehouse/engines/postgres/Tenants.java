package dev.gatehouse.engines.postgres;

/** A schema whose rows the database itself keeps apart, and roles to see it as. */
final class Tenants {

    static final String SQL =
            """
            CREATE SCHEMA rls;
            CREATE TABLE rls.notes (id int PRIMARY KEY, tenant int NOT NULL);
            INSERT INTO rls.notes VALUES (1, 1), (2, 2), (3, 1);
            CREATE TABLE rls.plain (id int);
            ALTER TABLE rls.notes ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON rls.notes USING (tenant = current_setting('rls.tenant')::int);
            CREATE TABLE rls.all_notes AS TABLE rls.notes;
            CREATE VIEW rls.my_notes AS SELECT id FROM rls.all_notes
              WHERE tenant = current_setting('rls.tenant')::int;

            CREATE ROLE rls_notes;
            CREATE ROLE rls_plain;
            CREATE ROLE "rls ""odd""\";
            CREATE ROLE rls_super SUPERUSER;
            CREATE ROLE rls_free BYPASSRLS;
            CREATE ROLE rls_writer;
            CREATE ROLE rls_foreign;
            CREATE ROLE rls_login LOGIN NOINHERIT;
            CREATE ROLE rls_blind LOGIN NOINHERIT;
            GRANT rls_notes, rls_plain, "rls ""odd""\", rls_super, rls_free, rls_writer
              TO rls_login;
            GRANT rls_notes TO rls_blind;

            GRANT USAGE ON SCHEMA rls
              TO rls_login, rls_notes, rls_plain, rls_free, rls_writer, rls_foreign;
            GRANT SELECT ON ALL TABLES IN SCHEMA rls TO rls_login, rls_foreign;
            GRANT SELECT ON rls.notes TO rls_notes, rls_free, rls_writer;
            GRANT SELECT ON rls.plain TO rls_plain;
            GRANT UPDATE ON rls.notes TO rls_writer;
            """;

    private Tenants() {}
}
