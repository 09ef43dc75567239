package dev.gatehouse.demo;

import static dev.gatehouse.demo.Fixture.column;
import static dev.gatehouse.demo.Fixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the shop, and what the role that reads it may do. */
class ShopTest {

    private static DemoDatabase database;
    private static Connection reader;
    private static Connection owner;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        database = DemoDatabase.start(Fixture.settings(Fixture.passable(folder)), _ -> {});
        reader = Fixture.connect(database.url());
        reader.createStatement().execute("SET TimeZone = 'UTC'");
        Cluster cluster = Fixture.cluster(folder);
        port = Postmaster.of(cluster).orElseThrow().port();
        owner = Fixture.connect(port, "postgres", Passwords.read(cluster.ownerPassword()));
    }

    @AfterAll
    static void stop() throws Exception {
        reader.close();
        owner.close();
        database.close();
    }

    /** A change of the seed changes these; then look at the rows before writing down new sums. */
    @ParameterizedTest
    @CsvSource({
        "categories, 25, bec9b3cfb217c8d2a61cdb72dde37e16",
        "customers, 2400, 04ec1cffd9460428bfac765c4d9dda19",
        "products, 456, 24b96e216b47e77d63e917f964c922ce",
        "orders, 24000, f23753968573e2bdc2cbb8ec01e0d4ee",
        "order_items, 56193, c82c5595bda43b0081bc89f5f8ec3291",
        "payments, 23658, 49a1346d377823800e1fe2237cce259e",
        "reviews, 6292, b563c65dd4a42b87ec2446b2ee1f0534",
    })
    void hasTheSameRowsEveryTime(String table, int count, String md5) throws SQLException {
        String sum =
                "SELECT count(*) || ' ' || md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE"
                        + " \"C\")) FROM "
                        + table
                        + " t";

        assertThat(value(reader, sum)).isEqualTo(count + " " + md5);
    }

    @Test
    void explainsEveryTableViewAndColumn() throws SQLException {
        String undocumented =
                """
                SELECT relname || coalesce('.' || attname, '')
                FROM pg_class c
                JOIN (SELECT attrelid, attnum, attname FROM pg_attribute
                      WHERE attnum > 0 AND NOT attisdropped
                      UNION ALL SELECT oid, 0, NULL FROM pg_class) a ON a.attrelid = c.oid
                LEFT JOIN pg_description d
                  ON d.objoid = c.oid AND d.objsubid = attnum AND d.classoid = 'pg_class'::regclass
                WHERE relnamespace = 'shop'::regnamespace AND relkind IN ('r', 'v')
                  AND coalesce(description, '') = ''
                """;

        assertThat(column(reader, undocumented)).isEmpty();
    }

    @Test
    void keepsItsTypesAndRelations() throws SQLException {
        String types =
                """
                SELECT DISTINCT format_type(atttypid, NULL)
                FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                WHERE relnamespace = 'shop'::regnamespace AND relkind = 'r' AND attnum > 0
                """;
        String foreignKeys =
                "SELECT count(*) FROM pg_constraint"
                        + " WHERE contype = 'f' AND connamespace = 'shop'::regnamespace";

        assertThat(column(reader, types))
                .contains("order_status", "jsonb", "text[]", "timestamp with time zone", "numeric");
        assertThat(value(reader, foreignKeys)).isEqualTo("9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order_totals", "product_ratings", "monthly_revenue"})
    void readsItsViewsByTheirBareNames(String view) throws SQLException {
        assertThat(value(reader, "SELECT count(*) > 0 FROM " + view)).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE orders SET customer_id = 1",
                "INSERT INTO categories VALUES (99, NULL, 'x', 'X', 9)",
                "DELETE FROM reviews",
                "TRUNCATE reviews",
                "SELECT 1 FROM orders LIMIT 1 FOR UPDATE",
                "CREATE TABLE shop.mine (a integer)",
                "CREATE SCHEMA mine",
                "CREATE TEMPORARY TABLE mine (a integer)",
                "CREATE ROLE mine",
                "COPY orders TO PROGRAM 'true'",
                "SELECT rolpassword FROM pg_authid",
                "SELECT passwd FROM pg_shadow",
                "SELECT most_common_vals FROM pg_stats",
                "SELECT pg_read_file('postgresql.conf')",
                "SELECT lo_create(0)",
                "SELECT pg_advisory_lock(1)",
                "SELECT pg_notify('a', 'b')",
                "SELECT pg_terminate_backend(1)",
                "SELECT query FROM pg_stat_activity",
                "SET ROLE postgres",
            })
    void refusesTheReaderEverythingButReading(String sql) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");

            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .extracting(refused -> ((SQLException) refused).getSQLState())
                    .isEqualTo("42501");
        }
    }

    @Test
    void reachesNoOtherDatabase() throws SQLException {
        String open =
                "SELECT datname FROM pg_database WHERE has_database_privilege(datname, 'CONNECT')";

        assertThat(column(reader, open)).containsExactly("shop");
    }

    @ParameterizedTest
    @CsvSource({
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "fsync, on",
        "password_encryption, scram-sha-256",
        "data_checksums, on",
    })
    void runsTheServerShut(String setting, String value) throws SQLException {
        assertThat(value(owner, "SHOW " + setting)).isEqualTo(value);
    }

    @Test
    void asksEveryoneForAPassword() throws SQLException {
        assertThat(column(owner, "SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
                .containsExactly("scram-sha-256");
        assertThatThrownBy(() -> Fixture.connect(port, DemoDatabase.ROLE, "guessed"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void writesItsVersionIntoTheDatabase() throws SQLException {
        String version =
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
                        + " WHERE datname = 'shop'";

        assertThat(value(reader, version))
                .isEqualTo(
                        database.folder()
                                .getFileName()
                                .toString()
                                .replaceFirst(Cluster.PREFIX, "Gatehouse demo shop, seed "));
    }
}
