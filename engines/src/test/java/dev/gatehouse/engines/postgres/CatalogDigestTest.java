package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.admin;
import static dev.gatehouse.engines.postgres.TestServer.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Catalog;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogDigestTest {

    /** Whatever a catalog can tell of. */
    private static final List<String> CHANGES =
            List.of(
                    "COMMENT ON SCHEMA digested IS 'a'",
                    "COMMENT ON SCHEMA public IS 'a'",
                    "GRANT USAGE ON SCHEMA digested TO reader",
                    "CREATE TABLE digested.t (a int, b text)",
                    "GRANT SELECT (a) ON digested.t TO reader",
                    "GRANT SELECT ON digested.t TO reader",
                    "REVOKE SELECT ON digested.t FROM reader",
                    "ALTER TABLE digested.t ADD COLUMN c int",
                    "ALTER TABLE digested.t RENAME COLUMN c TO d",
                    "ALTER TABLE digested.t ALTER COLUMN d TYPE bigint",
                    "ALTER TABLE digested.t ALTER COLUMN d SET DEFAULT 1",
                    "ALTER TABLE digested.t ALTER COLUMN d SET DEFAULT 2",
                    "ALTER TABLE digested.t ALTER COLUMN d SET NOT NULL",
                    "ALTER TABLE digested.t DROP COLUMN d",
                    "COMMENT ON TABLE digested.t IS 'a'",
                    "COMMENT ON COLUMN digested.t.a IS 'a'",
                    "COMMENT ON COLUMN digested.t.a IS 'b'",
                    "COMMENT ON COLUMN digested.t.a IS NULL",
                    "CREATE INDEX i ON digested.t (b)",
                    "ALTER INDEX digested.i RENAME TO j",
                    "DROP INDEX digested.j",
                    "ALTER TABLE digested.t ADD PRIMARY KEY (a)",
                    "CREATE TABLE digested.u (a int REFERENCES digested.t)",
                    "ALTER TABLE digested.u INHERIT digested.v",
                    "CREATE OPERATOR digested.@@@ (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int)",
                    "CREATE VIEW digested.w AS SELECT a FROM digested.t",
                    "CREATE OR REPLACE VIEW digested.w AS SELECT a + 1 AS a FROM digested.t",
                    "CREATE TYPE digested.e AS ENUM ('a')",
                    "ALTER TYPE digested.e ADD VALUE 'b'",
                    "ALTER TYPE digested.e RENAME VALUE 'b' TO 'c'",
                    "CREATE FUNCTION digested.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE OR REPLACE FUNCTION digested.f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
                    "REVOKE EXECUTE ON FUNCTION digested.f() FROM PUBLIC",
                    "CREATE TYPE digested.c AS (a int)",
                    "ALTER TYPE digested.c ALTER ATTRIBUTE a TYPE text",
                    "CREATE CAST (digested.e AS int) WITH INOUT",
                    "ALTER TABLE digested.t RENAME TO s",
                    "ALTER TABLE digested.s SET SCHEMA public",
                    "ALTER TABLE public.s SET SCHEMA digested",
                    "DROP TABLE digested.u",
                    "GRANT digester TO reader",
                    "REVOKE digester FROM reader",
                    "ALTER ROLE reader SET search_path = digested",
                    "ALTER ROLE reader RESET search_path",
                    "INSERT INTO digested.s SELECT generate_series(1, 5000); ANALYZE digested.s",
                    "DROP SCHEMA digested CASCADE");

    private static final List<String> NO_CHANGES =
            List.of(
                    "SELECT 1",
                    "CREATE TEMPORARY TABLE passing (a int PRIMARY KEY, b text DEFAULT 'x')",
                    "INSERT INTO digested.v VALUES (1)",
                    "UPDATE digested.v SET a = 2",
                    "BEGIN; CREATE TABLE digested.never (a int); ROLLBACK");

    @BeforeEach
    void create() {
        admin("CREATE SCHEMA digested", "CREATE ROLE digester", "CREATE TABLE digested.v (a int)");
    }

    @AfterEach
    void drop() {
        admin("DROP SCHEMA IF EXISTS digested CASCADE", "DROP ROLE digester");
        admin("COMMENT ON SCHEMA public IS NULL");
    }

    private static String digest() throws SQLException {
        try (Session session = Session.open(settings())) {
            return session.one(CatalogDigest.QUERY, row -> row.getString(1));
        }
    }

    @Test
    void isAnotherAfterWhateverACatalogTellsOf() throws SQLException {
        String before = digest();
        for (String change : CHANGES) {
            admin(change);
            String after = digest();
            assertThat(after).as(change).isNotEqualTo(before);
            before = after;
        }
    }

    @Test
    void isTheSameAfterEverythingElse() throws SQLException {
        String before = digest();
        for (String other : NO_CHANGES) {
            admin(other);
            assertThat(digest()).as(other).isEqualTo(before);
        }
    }

    @Test
    void savesReadingTheCatalogAgain() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        try (PostgresEngine engine = PostgresEngine.open(settings(), now::get)) {
            Catalog first = engine.catalog(false);
            now.set(now.get().plus(Duration.ofMinutes(6)));
            assertThat(engine.catalog(false)).isSameAs(first);
            admin("GRANT USAGE ON SCHEMA digested TO reader");
            admin("GRANT SELECT ON digested.v TO reader");
            now.set(now.get().plus(Duration.ofMinutes(6)));
            assertThat(engine.catalog(false)).isNotSameAs(first);
        }
    }
}
