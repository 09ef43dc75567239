package dev.gatehouse.engines.postgres;

import java.util.function.Supplier;

/**
 * Which database to serve, as whom, and within which bounds.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param user the role to log in as: a weak one of its own
 * @param password asked for every new connection, so that a rotated one is found; may block
 * @param ssl how connections are encrypted
 * @param sslRootCertificate file of the authority for {@code verify-ca} and {@code verify-full};
 *     empty for the driver's default place
 * @param channelBinding whether the login is tied to the encrypted channel
 * @param applicationName how connections show in {@code pg_stat_activity}
 * @param timeZone the session's time zone, by which the database prints and groups {@code
 *     timestamptz}; the same wherever Gatehouse runs
 * @param bounds what it may cost
 */
public record PostgresSettings(
        String host,
        int port,
        String database,
        String user,
        Supplier<String> password,
        SslMode ssl,
        String sslRootCertificate,
        ChannelBinding channelBinding,
        String applicationName,
        String timeZone,
        Bounds bounds) {

    /** Where PostgreSQL listens unless told otherwise. */
    public static final int DEFAULT_PORT = 5432;

    /** Whether SCRAM authentication is tied to the encrypted channel. */
    public enum ChannelBinding {
        DISABLE,
        PREFER,
        REQUIRE
    }

    /** Settings with everything else as it is by default. */
    public PostgresSettings(String host, int port, String database, String user) {
        this(
                host,
                port,
                database,
                user,
                () -> "",
                SslMode.PREFER,
                "",
                ChannelBinding.PREFER,
                "gatehouse",
                "UTC",
                Bounds.DEFAULT);
    }

    public PostgresSettings {
        if (host.isBlank() || database.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("host, database and user are not empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    public PostgresSettings withUser(String name) {
        return new PostgresSettings(
                host,
                port,
                database,
                name,
                password,
                ssl,
                sslRootCertificate,
                channelBinding,
                applicationName,
                timeZone,
                bounds);
    }

    public PostgresSettings withPassword(Supplier<String> supplier) {
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                supplier,
                ssl,
                sslRootCertificate,
                channelBinding,
                applicationName,
                timeZone,
                bounds);
    }

    public PostgresSettings withSsl(SslMode mode, String rootCertificate) {
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                password,
                mode,
                rootCertificate,
                channelBinding,
                applicationName,
                timeZone,
                bounds);
    }

    public PostgresSettings withChannelBinding(ChannelBinding binding) {
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                password,
                ssl,
                sslRootCertificate,
                binding,
                applicationName,
                timeZone,
                bounds);
    }

    public PostgresSettings withApplicationName(String name) {
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                password,
                ssl,
                sslRootCertificate,
                channelBinding,
                name,
                timeZone,
                bounds);
    }

    public PostgresSettings withTimeZone(String zone) {
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                password,
                ssl,
                sslRootCertificate,
                channelBinding,
                applicationName,
                zone,
                bounds);
    }

    public PostgresSettings withBounds(Bounds other) {
        return new PostgresSettings(
                host,
                port,
                database,
                user,
                password,
                ssl,
                sslRootCertificate,
                channelBinding,
                applicationName,
                timeZone,
                other);
    }

    /** Names no host, user or secret, so that it can stand in a log. */
    @Override
    public String toString() {
        return "PostgreSQL settings";
    }
}
