package dev.gatehouse.gateway.identity;

import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Rate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys. A key is shown once, when it is made; kept is a SHA-256 of its secret part, which
 * needs no salt and no slow hash because it is 256 bits of chance. A key that is revoked or over
 * opens nothing from that moment on, in every process. Thread-safe.
 */
public final class ApiKeys {

    /** What every key begins with, so that it is known for one wherever it turns up. */
    public static final String MARK = "ghk_";

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

    private static final int ID_CHARACTERS = 12;
    private static final int SECRET_BYTES = 32;
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final Pattern TOKEN =
            Pattern.compile(MARK + "([a-z0-9]{" + ID_CHARACTERS + "})_([A-Za-z0-9_-]{43})");

    /** How exactly the last use is noted: each noting is a write. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final String COLUMNS =
            "SELECT id, hash, name, roles, databases, tools, per_minute, per_hour, created, expires,"
                    + " revoked, last_used FROM api_keys";

    private final DataSource data;
    private final InstantSource clock;
    private final SecureRandom chance;

    /** Those that wait for the store leave connections to those that only read. */
    private final Semaphore notes = new Semaphore(2);

    private volatile Instant notesFrom = Instant.MIN;

    /**
     * @param data where the table {@code api_keys} is
     */
    public ApiKeys(DataSource data, InstantSource clock, SecureRandom chance) {
        this.data = data;
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * A key that was just made.
     *
     * @param token the whole key, which nobody can show again
     */
    public record Minted(ApiKey key, String token) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Minted[key=" + key + "]";
        }
    }

    private record Stored(ApiKey key, String hash) {

        /** In a time that does not tell how much of it is right. */
        boolean isOf(byte[] presented) {
            return MessageDigest.isEqual(HexFormat.of().parseHex(hash), presented);
        }
    }

    /** Makes a key. */
    public Minted create(ApiKey.Grant grant) throws SQLException {
        String id = id();
        String secret = secret();
        ApiKey key = new ApiKey(id, grant, clock.instant(), Optional.empty(), Optional.empty());
        try (Connection connection = data.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO api_keys (id, hash, name, roles, databases, tools,"
                                        + " created, expires, per_minute, per_hour) VALUES"
                                        + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, HexFormat.of().formatHex(hash(secret)));
            insert.setString(3, grant.name());
            insert.setString(4, String.join("\n", grant.roles()));
            insert.setString(5, String.join("\n", grant.confines().databases()));
            insert.setString(6, String.join("\n", grant.confines().tools()));
            insert.setLong(7, key.created().toEpochMilli());
            insert.setObject(8, grant.expires().map(Instant::toEpochMilli).orElse(null));
            insert.setObject(9, limit(grant.confines().rate().perMinute()));
            insert.setObject(10, limit(grant.confines().rate().perHour()));
            insert.executeUpdate();
        }
        return new Minted(key, MARK + id + "_" + secret);
    }

    private String id() {
        var id = new StringBuilder();
        for (int i = 0; i < ID_CHARACTERS; i++) {
            id.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        chance.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** All keys, also those that are over, the oldest first. */
    public List<ApiKey> list() throws SQLException {
        return read(COLUMNS + " ORDER BY created, id", "").stream().map(Stored::key).toList();
    }

    /**
     * Revokes a key, for good.
     *
     * @return whether there is one of that name; it may have been revoked before
     */
    public boolean revoke(String id) throws SQLException {
        try (Connection connection = data.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE api_keys SET revoked = coalesce(revoked, ?) WHERE id ="
                                        + " ?")) {
            update.setLong(1, clock.millis());
            update.setString(2, id);
            return update.executeUpdate() == 1;
        }
    }

    /**
     * The key that a token is, if it opens anything now. How long this takes tells nothing of the
     * secret.
     */
    public Optional<ApiKey> check(String token) throws SQLException {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(parts.group(2));
        Optional<ApiKey> found =
                read(COLUMNS + " WHERE id = ?", parts.group(1)).stream()
                        .filter(stored -> stored.isOf(hash))
                        .map(Stored::key)
                        .filter(key -> key.isGood(clock.instant()))
                        .findFirst();
        if (found.isPresent()) {
            note(found.get());
        }
        return found;
    }

    /** What is not noted now may be with the next use. */
    private void note(ApiKey key) {
        Instant now = clock.instant();
        Instant before = key.lastUsed().orElse(Instant.MIN);
        if (before.isAfter(now.minus(NOTED)) || now.isBefore(notesFrom) || !notes.tryAcquire()) {
            return;
        }
        try {
            note(key, now);
        } finally {
            notes.release();
        }
    }

    /**
     * A store that can be read, but not written just now, keeps nobody out, and holds nobody up for
     * the time that writing waits, but the first in a minute.
     */
    private void note(ApiKey key, Instant now) {
        try (Connection connection = data.getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE api_keys SET last_used = ? WHERE id = ?")) {
            update.setLong(1, now.toEpochMilli());
            update.setString(2, key.id());
            update.executeUpdate();
        } catch (SQLException full) {
            notesFrom = now.plus(NOTED);
            LOG.warn("the use of a key cannot be noted (SQLSTATE {})", full.getSQLState());
        }
    }

    private List<Stored> read(String query, String id) throws SQLException {
        try (Connection connection = data.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            if (!id.isEmpty()) {
                select.setString(1, id);
            }
            List<Stored> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(stored(rows));
                }
            }
            return found;
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var confines =
                new Confines(
                        Set.copyOf(lines(row, "databases")),
                        Set.copyOf(lines(row, "tools")),
                        new Rate(limit(row, "per_minute"), limit(row, "per_hour")));
        var grant =
                new ApiKey.Grant(
                        row.getString("name"), lines(row, "roles"), confines, time(row, "expires"));
        var key =
                new ApiKey(
                        row.getString("id"),
                        grant,
                        Instant.ofEpochMilli(row.getLong("created")),
                        time(row, "revoked"),
                        time(row, "last_used"));
        return new Stored(key, row.getString("hash"));
    }

    private static List<String> lines(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static @Nullable Integer limit(int most) {
        return most == Integer.MAX_VALUE ? null : most;
    }

    private static int limit(ResultSet row, String column) throws SQLException {
        int most = row.getInt(column);
        return row.wasNull() ? Integer.MAX_VALUE : most;
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
