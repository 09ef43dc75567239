package dev.gatehouse.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.gateway.state.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** Keys in both kinds of store. */
class ApiKeysTest {

    enum Store {
        SQLITE,
        POSTGRES
    }

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static EmbeddedPostgres server;

    @TempDir private Path folder;
    private Instant now = START;
    private final List<State> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @AfterEach
    void close() throws SQLException {
        for (State state : opened) {
            try (Connection connection = state.data().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM api_keys");
            }
            state.close();
        }
    }

    private State open(Store store) {
        return switch (store) {
            case SQLITE -> State.inFile(folder.resolve("deep/state.db"));
            case POSTGRES -> State.at(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
        };
    }

    private ApiKeys keys(Store store) {
        opened.add(open(store));
        return new ApiKeys(opened.getFirst().data(), (InstantSource) () -> now, new SecureRandom());
    }

    private static ApiKey.Grant grant(Optional<Instant> expires) {
        var confines =
                new Confines(Set.of("shop", "it's"), Set.of("query"), new Rate(7, 1_000_000));
        return new ApiKey.Grant("Ann's \"bot\"", List.of("reader", "a b"), confines, expires);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aKeyIsWhoeverHasIt(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        ApiKeys.Minted minted = keys.create(grant(Optional.empty()));

        Caller caller = keys.check(minted.token()).orElseThrow().caller();

        assertThat(caller.id()).isEqualTo("key:" + minted.key().id());
        assertThat(caller.roles()).containsExactly("reader", "a b");
        assertThat(caller.confines()).isEqualTo(grant(Optional.empty()).confines());
        assertThat(minted.token()).matches("ghk_[a-z2-9]{12}_[A-Za-z0-9_-]{43}");
        assertThat(minted.toString()).doesNotContain(minted.token().substring(17));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aKeyMayHaveOneLimitOrNone(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        for (Rate rate : List.of(Rate.ofMinute(1), Rate.ofHour(2), Rate.NONE)) {
            var confines = new Confines(Set.of(), Set.of(), rate);
            var grant = new ApiKey.Grant("", List.of("reader"), confines, Optional.empty());
            String token = keys.create(grant).token();
            assertThat(keys.check(token).orElseThrow().caller().confines()).isEqualTo(confines);
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aKeyOfAnOlderVersionHasNoLimit(Store store) throws SQLException {
        String token = keys(store).create(grant(Optional.empty())).token();
        try (Connection connection = opened.getFirst().data().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE api_keys DROP COLUMN per_minute");
            statement.execute("ALTER TABLE api_keys DROP COLUMN per_hour");
            statement.execute("DELETE FROM gatehouse_migrations WHERE version = '3'");
        }
        opened.removeFirst().close();

        Caller caller = keys(store).check(token).orElseThrow().caller();

        assertThat(caller.confines())
                .isEqualTo(new Confines(Set.of("shop", "it's"), Set.of("query")));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void noOtherTokenOpensAnything(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        String token = keys.create(grant(Optional.empty())).token();
        String other = keys.create(grant(Optional.empty())).token();
        char last = token.charAt(token.length() - 1);
        List<String> wrong =
                List.of(
                        "",
                        "ghk_",
                        token.substring(1),
                        token + "A",
                        token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : 'A'),
                        token.substring(0, 17) + other.substring(17),
                        token.toUpperCase(java.util.Locale.ROOT),
                        token.replace("ghk_", "ghk_' OR '1'='1"));
        for (String each : wrong) {
            assertThat(keys.check(each)).as(each).isEmpty();
        }
        assertThat(keys.list()).allMatch(key -> key.lastUsed().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aRevokedKeyOpensNothingInAnyProcess(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        ApiKeys.Minted minted = keys.create(grant(Optional.empty()));
        assertThat(keys.check(minted.token())).isPresent();

        try (State elsewhere = open(store)) {
            InstantSource clock = () -> now;
            assertThat(
                            new ApiKeys(elsewhere.data(), clock, new SecureRandom())
                                    .revoke(minted.key().id()))
                    .isTrue();
        }

        assertThat(keys.check(minted.token())).isEmpty();
        now = now.plusSeconds(60);
        assertThat(keys.revoke(minted.key().id())).isTrue();
        assertThat(keys.list().getFirst().revoked()).contains(START);
        assertThat(keys.revoke("nobody")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aKeyIsOverAtItsEnd(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        String token = keys.create(grant(Optional.of(START.plusSeconds(10)))).token();

        now = START.plusMillis(9_999);
        assertThat(keys.check(token)).isPresent();
        now = START.plusSeconds(10);
        assertThat(keys.check(token)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void theLastUseIsNotedToTheMinute(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        String token = keys.create(grant(Optional.empty())).token();

        keys.check(token);
        now = START.plusSeconds(30);
        keys.check(token);
        assertThat(keys.list().getFirst().lastUsed()).contains(START);
        now = START.plus(Duration.ofMinutes(2));
        keys.check(token);
        assertThat(keys.list().getFirst().lastUsed()).contains(now);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void aStoreThatTakesNoNotesKeepsNobodyOut(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        String token = keys.create(grant(Optional.empty())).token();
        try (Connection connection = opened.getFirst().data().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE api_keys RENAME COLUMN last_used TO once_used");
            statement.execute("ALTER TABLE api_keys RENAME TO kept");
            statement.execute("CREATE VIEW api_keys AS SELECT *, once_used AS last_used FROM kept");
            try {
                assertThat(keys.check(token)).isPresent();
            } finally {
                statement.execute("DROP VIEW api_keys");
                statement.execute("ALTER TABLE kept RENAME TO api_keys");
                statement.execute("ALTER TABLE api_keys RENAME COLUMN once_used TO last_used");
            }
        }
    }

    @Test
    void aStoreToWhichAnotherWritesHoldsUpOneUseInAMinute() throws SQLException {
        String token = keys(Store.SQLITE).create(grant(Optional.empty())).token();
        var impatient = new SQLiteDataSource();
        impatient.setUrl("jdbc:sqlite:" + folder.resolve("deep/state.db"));
        ApiKeys keys = new ApiKeys(impatient, (InstantSource) () -> now, new SecureRandom());
        try (Connection other = impatient.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(keys.check(token)).isPresent();
            statement.execute("ROLLBACK");
        }
        now = START.plusSeconds(30);
        assertThat(keys.check(token)).isPresent();
        assertThat(keys.list().getFirst().lastUsed()).isEmpty();
        now = START.plusSeconds(60);
        assertThat(keys.check(token)).isPresent();
        assertThat(keys.list().getFirst().lastUsed()).contains(now);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void whatIsStoredHoldsNoSecret(Store store) throws SQLException {
        ApiKeys keys = keys(store);
        String secret = keys.create(grant(Optional.empty())).token().substring(17);
        try (Connection connection = opened.getFirst().data().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM api_keys")) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    assertThat(String.valueOf(rows.getString(i))).doesNotContain(secret);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void manyAtOnceAllGetIn(Store store) throws Exception {
        ApiKeys keys = keys(store);
        String token = keys.create(grant(Optional.empty())).token();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var checks =
                    java.util.stream.IntStream.range(0, 200)
                            .mapToObj(_ -> threads.submit(() -> keys.check(token).isPresent()))
                            .toList();
            for (var check : checks) {
                assertThat(check.get()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------"})
    void theFileIsForItsOwnerOnly(String permissions) throws IOException {
        opened.add(open(Store.SQLITE));
        for (String each : List.of("state.db", "state.db-wal", "state.db-shm")) {
            Path file = folder.resolve("deep").resolve(each);
            if (java.nio.file.Files.exists(file)) {
                assertThat(
                                java.nio.file.attribute.PosixFilePermissions.toString(
                                        java.nio.file.Files.getPosixFilePermissions(file)))
                        .as(each)
                        .isEqualTo(permissions);
            }
        }
    }
}
