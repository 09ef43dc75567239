package dev.gatehouse.engines.postgres;

import static java.util.Collections.nCopies;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.GSSEncMode;

/**
 * Opens connections that can only read, stop by themselves, print what the database prints, and
 * were verified to be a database that can be served safely (SQL-GUARD: the second wall).
 */
final class Connector extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;
    private static final int OLDEST_VERSION = 90500;
    private static final int CANCEL_SECONDS = 2;

    /** What may come with a result; lengths of rows and columns may be as much as itself again. */
    private static final long REPLY_BYTES = 64 * 1024;

    /** What the session looks names up in: nothing that anybody but the database itself made. */
    static final String NO_PATH = "pg_catalog,pg_temp";

    private final transient PostgresSettings settings;

    /** Whether the database still knows the names of statements when they come again. */
    private final transient AtomicBoolean namesHold = new AtomicBoolean(true);

    private Connector(PostgresSettings settings, String options) {
        this.settings = settings;
        Bounds bounds = settings.bounds();
        String host = settings.place().host();
        setServerNames(new String[] {host.contains(":") ? "[" + host + "]" : host});
        setPortNumbers(new int[] {settings.place().port()});
        setDatabaseName(settings.place().database());
        setApplicationName(settings.session().applicationName());
        setOptions(options);
        secure();
        setConnectTimeout(seconds(bounds.connectTime()));
        setLoginTimeout(seconds(bounds.connectTime()));
        setCancelSignalTimeout(CANCEL_SECONDS);
        setTcpKeepAlive(true);
        setSocketFactory(KeepAliveSockets.class.getName());
        setSocketFactoryArg(String.valueOf(2L * bounds.resultBytes() + REPLY_BYTES));
        setMaxResultBuffer(String.valueOf(bounds.resultBytes()));
        setBinaryTransfer(false);
        setPrepareThreshold(0);
        setAssumeMinServerVersion("9.5");
    }

    private void secure() {
        setSslMode(settings.encryption().mode().word());
        if (!settings.encryption().rootCertificate().isEmpty()) {
            setSslRootCert(settings.encryption().rootCertificate());
        }
        setChannelBinding(settings.encryption().channelBinding().name().toLowerCase(Locale.ROOT));
        setGssEncMode(GSSEncMode.DISABLE.value);
    }

    /** Connections for proven statements. */
    static Connector forStatements(PostgresSettings settings) {
        return new Connector(settings, options(settings.bounds()) + option("search_path", NO_PATH));
    }

    /**
     * Connections that keep the search path which the database has for the role, to be asked for it
     * and for nothing else.
     */
    static Connector forFacts(PostgresSettings settings) {
        return new Connector(settings, options(settings.bounds()));
    }

    private static String options(Bounds bounds) {
        return option("default_transaction_read_only", "on")
                + option("statement_timeout", bounds.queryTime().toMillis())
                + option("lock_timeout", bounds.lockTime().toMillis())
                + option("standard_conforming_strings", "on")
                + option("backslash_quote", "safe_encoding")
                + option("bytea_output", "hex")
                + option("IntervalStyle", "postgres");
    }

    private static String option(String name, Object value) {
        return " -c " + name + "=" + value;
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, Math.ceilDiv(duration.toMillis(), 1000));
    }

    /**
     * @throws Refused when the database is one that cannot be served safely
     */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection =
                getConnection(settings.login().user(), settings.login().password().get());
        try {
            prepare(connection);
            return unquestioned(connection);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        int version = version(connection);
        demand(version >= OLDEST_VERSION, "its version is older than PostgreSQL 9.5");
        demand(
                "UTF8".equals(session.getParameterStatus("server_encoding")),
                "its encoding is not UTF8");
        demand(untouched(session), "it does not keep the settings of the session");
        set(connection, version);
    }

    /** The version as the server counts it: 180001 is 18.1, 90506 is 9.5.6. */
    private static int version(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        int minor = connection.getMetaData().getDatabaseMinorVersion();
        return major >= 10 ? major * 10_000 + minor : major * 10_000 + minor * 100;
    }

    /** Whether the session still is as it was opened, as far as the database reports changes. */
    static boolean untouched(PGConnection session) {
        return "on".equals(session.getParameterStatus("standard_conforming_strings"))
                && "UTF8".equals(session.getParameterStatus("client_encoding"))
                && !"off".equals(session.getParameterStatus("default_transaction_read_only"));
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new Refused(
                    Code.DATABASE_UNSUITABLE,
                    "the database cannot be served safely: " + otherwise,
                    "Whoever runs the database must change that.");
        }
    }

    /** What the driver insists on setting itself at start, and what old servers do not know. */
    private void set(Connection connection, int version) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("TimeZone", settings.session().timeZone());
        if (version >= 90600) {
            long idle = settings.bounds().queryTime().toMillis();
            values.put("idle_in_transaction_session_timeout", String.valueOf(idle));
        }
        if (version >= 110000) {
            values.put("jit", "off");
        }
        String calls =
                String.join(", ", nCopies(values.size(), "pg_catalog.set_config(?, ?, false)"));
        try (PreparedStatement set = connection.prepareStatement("SELECT " + calls)) {
            int parameter = 1;
            for (var entry : values.entrySet()) {
                set.setString(parameter++, entry.getKey());
                set.setString(parameter++, entry.getValue());
            }
            set.execute();
        }
    }

    /**
     * The pool asks an idle connection whether it is alive before it hands it out, which would
     * double the round trips of a read. The operating system watches it instead ({@link
     * KeepAliveSockets}), and a read that finds its connection dead is sent again on a fresh one.
     */
    private Connection unquestioned(Connection connection) {
        Repeats repeats = new Repeats(namesHold);
        return (Connection)
                Proxy.newProxyInstance(
                        Connector.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("isValid")) {
                                return !connection.isClosed();
                            }
                            if (method.getName().equals("unwrap")
                                    && arguments[0] == Repeats.class) {
                                return repeats;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getTargetException();
                            }
                        });
    }
}
