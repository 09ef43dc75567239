package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is made to fill memory or to take for ever, asked of a process with a small heap. */
@Timeout(300)
class BombTest {

    private static final String ALIVE = "SELECT count(*) FROM orders";

    @TempDir private Path folder;

    /**
     * A statement, and what becomes of it.
     *
     * @param told a pattern of what the answer says, among other things
     */
    record Bomb(String sql, String told) {}

    /** It depends on how busy the machine is, which limit comes first. */
    private static final String STOPPED = "RESULT_TOO_LARGE|TIMEOUT";

    /** One has room where the heap is large; eight of that size have none in this one. */
    private static final Bomb MANY_LARGE =
            new Bomb("SELECT repeat('x', 300000) FROM generate_series(1, 1000)", STOPPED);

    private static final List<Bomb> BOMBS =
            List.of(
                    new Bomb("SELECT repeat('x', 500000000)", STOPPED),
                    new Bomb("SELECT repeat(repeat('x', 10000), 10000)", STOPPED),
                    new Bomb("SELECT repeat(repeat('é', 10000), 60000)", "DATABASE_ERROR"),
                    new Bomb("SELECT repeat('x', 1000000)", "65536"),
                    new Bomb("SELECT repeat('x', 100000000)::int", STOPPED),
                    new Bomb("SELECT decode(repeat('00', 100000000), 'hex')", STOPPED),
                    new Bomb(
                            "SELECT string_agg(repeat('x', 1000), '') FROM generate_series(1, 500000)",
                            STOPPED),
                    new Bomb("SELECT array_agg(g) FROM generate_series(1, 10000000) g", STOPPED),
                    new Bomb("SELECT repeat('x', 11000000) FROM generate_series(1, 100)", STOPPED),
                    new Bomb("SELECT generate_series(1, 1000000000)", "100 rows"),
                    new Bomb(
                            "SELECT repeat('x', 9000), repeat('y', 9000) FROM generate_series(1, 1000000)",
                            "1048576 bytes"),
                    new Bomb("SELECT " + columns(1600), "1 row"),
                    new Bomb(
                            "SELECT count(*) FROM generate_series(1, 2000000000) a, generate_series(1, 1000) b",
                            "TIMEOUT"),
                    new Bomb(
                            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT sum(n) FROM r",
                            "TIMEOUT"),
                    new Bomb(
                            "SELECT count(*) FROM orders a, orders b, orders c, orders d",
                            "TIMEOUT"),
                    new Bomb("SELECT pg_sleep(600)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT pg_catalog.pg_sleep(600)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT \"pg_sleep\"(600)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT U&\"pg\\005Fsleep\"(600)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT PG_SLEEP/**/(600)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT pg_sleep_for('10 minutes')", "FUNCTION_REFUSED"),
                    new Bomb("SELECT pg_sleep_until('tomorrow')", "FUNCTION_REFUSED"),
                    new Bomb("SELECT * FROM pg_sleep(600)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT 1 FROM orders, LATERAL pg_sleep(id)", "FUNCTION_REFUSED"),
                    new Bomb("SELECT (600.0::float8).pg_sleep", "FUNCTION_REFUSED"),
                    new Bomb("SELECT d.pg_sleep FROM (VALUES (600.0::float8)) d(d)", "REFUSED"),
                    new Bomb("SELECT 1 WHERE pg_sleep(600) IS NULL", "FUNCTION_REFUSED"),
                    new Bomb(
                            "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000),
                            "STATEMENT_TOO_LARGE"),
                    new Bomb("SELECT '" + "x".repeat(70_000) + "'", "STATEMENT_TOO_LARGE"));

    private static String columns(int count) {
        StringBuilder columns = new StringBuilder("1");
        for (int i = 1; i < count; i++) {
            columns.append(",").append(i);
        }
        return columns.toString();
    }

    private StdioClient client() throws IOException {
        Path settings = SalesServer.settings(folder, "");
        String text = Files.readString(settings);
        Files.writeString(
                settings,
                text.replace("    max_rows: 100000\n    max_bytes: 64MiB\n", "")
                        .replace("query_timeout: 2s", "query_timeout: 3s"));
        List<String> command = new ArrayList<>(Program.stdio(settings));
        command.add(1, "-Xmx128m");
        return new StdioClient(command);
    }

    private static String arguments(Bomb bomb) {
        return JsonMapper.shared().createObjectNode().put("sql", bomb.sql()).toString();
    }

    private static void isTold(Bomb bomb, JsonNode result) {
        assertThat(result.toString()).as(bomb.sql()).containsPattern(bomb.told());
    }

    @Test
    void oneAfterTheOtherTheyAreToldAndTheServerLives() throws Exception {
        try (StdioClient client = client()) {
            int id = 0;
            for (Bomb bomb : BOMBS) {
                isTold(bomb, client.call(id++, "query", arguments(bomb)));
            }
            nothingRuns();
            isTold(
                    new Bomb(ALIVE, "5000"),
                    client.call(id, "query", arguments(new Bomb(ALIVE, ""))));
            assertThat(client.end()).isZero();
        }
    }

    @Test
    void eightAtOnceTheyAreToldAndTheServerLives() throws Exception {
        try (StdioClient client = client()) {
            for (int from = 0; from < BOMBS.size(); from += 8) {
                List<Bomb> together = BOMBS.subList(from, Math.min(from + 8, BOMBS.size()));
                tellsEach(client, from, together);
            }
            tellsEach(client, 100, Collections.nCopies(8, BOMBS.get(1)));
            tellsEach(client, 200, Collections.nCopies(8, MANY_LARGE));
            nothingRuns();
            isTold(
                    new Bomb(ALIVE, "5000"),
                    client.call(300, "query", arguments(new Bomb(ALIVE, ""))));
            assertThat(client.end()).isZero();
        }
    }

    private static void tellsEach(StdioClient client, int from, List<Bomb> together)
            throws IOException {
        for (int i = 0; i < together.size(); i++) {
            client.start(from + i, "query", arguments(together.get(i)));
        }
        Set<Integer> answered = new HashSet<>();
        for (int i = 0; i < together.size(); i++) {
            JsonNode message = client.receive();
            int id = message.path("id").asInt(-1);
            assertThat(answered.add(id)).isTrue();
            isTold(together.get(id - from), message.path("result"));
        }
    }

    /** A database that is in the middle of a long text looks up only after it. */
    private static void nothingRuns() throws SQLException {
        String running =
                "SELECT count(*), pg_sleep(0.1) FROM pg_stat_activity"
                        + " WHERE application_name = 'gatehouse' AND state = 'active'";
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int found = -1;
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            while (found != 0 && System.nanoTime() < end) {
                try (ResultSet result = statement.executeQuery(running)) {
                    result.next();
                    found = result.getInt(1);
                }
            }
        }
        assertThat(found).isZero();
    }
}
