package dev.gatehouse.engines.postgres;

import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/** Which database to serve, as whom, and within which bounds. */
public record PostgresSettings(
        Place place, Login login, Encryption encryption, Session session, Bounds bounds) {

    /** Where PostgreSQL listens unless told otherwise. */
    public static final int DEFAULT_PORT = 5432;

    /**
     * Where the database is.
     *
     * @param host name or address; an IPv6 address without brackets
     */
    public record Place(String host, int port, String database) {

        public Place {
            if (host.isBlank() || database.isBlank()) {
                throw new IllegalArgumentException("host and database are not empty");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("a port is a number from 1 to 65535");
            }
        }
    }

    /**
     * Who logs in.
     *
     * @param user the role: a weak one of its own
     * @param password asked for every new connection, so that a rotated one is found; may block
     */
    public record Login(String user, Supplier<String> password) {

        public Login {
            if (user.isBlank()) {
                throw new IllegalArgumentException("the user is not empty");
            }
        }
    }

    /**
     * How connections are encrypted.
     *
     * @param rootCertificate file of the authority for {@code verify-ca} and {@code verify-full};
     *     empty for the driver's default place
     * @param channelBinding whether the login is tied to the encrypted channel
     */
    public record Encryption(SslMode mode, String rootCertificate, ChannelBinding channelBinding) {}

    /** Whether SCRAM authentication is tied to the encrypted channel. */
    public enum ChannelBinding {
        DISABLE,
        PREFER,
        REQUIRE
    }

    /**
     * How sessions are set up.
     *
     * @param applicationName how connections show in {@code pg_stat_activity}
     * @param timeZone by which the database prints and groups {@code timestamptz}; the same
     *     wherever Gatehouse runs
     * @param roles which statements may run as instead of that which logs in; they are looked at
     *     when the engine warms up
     */
    public record Session(String applicationName, String timeZone, Set<String> roles) {

        public Session {
            roles = Set.copyOf(roles);
        }
    }

    /** Settings with everything else as it is by default. */
    public PostgresSettings(String host, int port, String database, String user) {
        this(
                new Place(host, port, database),
                new Login(user, () -> ""),
                new Encryption(SslMode.PREFER, "", ChannelBinding.PREFER),
                new Session("gatehouse", "UTC", Set.of()),
                Bounds.DEFAULT);
    }

    public PostgresSettings withUser(String name) {
        return with(new Login(name, login.password()));
    }

    public PostgresSettings withPassword(Supplier<String> supplier) {
        return with(new Login(login.user(), supplier));
    }

    private PostgresSettings with(Login other) {
        return new PostgresSettings(place, other, encryption, session, bounds);
    }

    public PostgresSettings withSsl(SslMode mode) {
        return with(
                new Encryption(mode, encryption.rootCertificate(), encryption.channelBinding()));
    }

    public PostgresSettings withRootCertificate(String file) {
        return with(new Encryption(encryption.mode(), file, encryption.channelBinding()));
    }

    public PostgresSettings withChannelBinding(ChannelBinding binding) {
        return with(new Encryption(encryption.mode(), encryption.rootCertificate(), binding));
    }

    private PostgresSettings with(Encryption other) {
        return new PostgresSettings(place, login, other, session, bounds);
    }

    public PostgresSettings withApplicationName(String name) {
        return with(new Session(name, session.timeZone(), session.roles()));
    }

    public PostgresSettings withSessionRoles(Collection<String> roles) {
        return with(new Session(session.applicationName(), session.timeZone(), Set.copyOf(roles)));
    }

    private PostgresSettings with(Session other) {
        return new PostgresSettings(place, login, encryption, other, bounds);
    }

    public PostgresSettings withBounds(Bounds other) {
        return new PostgresSettings(place, login, encryption, session, other);
    }

    /** Names no host, user or secret, so that it can stand in a log. */
    @Override
    public String toString() {
        return "PostgreSQL settings";
    }
}
