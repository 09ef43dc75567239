package dev.gatehouse.engines.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the role that Gatehouse logs in as could do besides reading, if the guard were not there.
 *
 * @param name the role
 * @param bypassesRowSecurity whether row level security does not bind it
 * @param writesTables whether it may change the rows of some table
 * @param createsObjects whether it may create schemas or objects in the database
 * @param memberships predefined roles it is a member of that reach files or programs of the server
 */
public record RoleFacts(
        String name,
        boolean superuser,
        boolean createsDatabases,
        boolean createsRoles,
        boolean replicates,
        boolean bypassesRowSecurity,
        boolean writesTables,
        boolean createsObjects,
        List<String> memberships) {

    public RoleFacts {
        memberships = List.copyOf(memberships);
    }

    /** Those of the role that the session is at present. */
    static RoleFacts read(Session session) throws SQLException {
        return session.one(
                CatalogQueries.ROLE,
                row ->
                        new RoleFacts(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                row.getBoolean(7),
                                row.getBoolean(8),
                                Session.strings(row.getArray(9))));
    }

    /** What is wrong with a role that statements are to run as, a sentence each. */
    static List<String> warnings(String role, Session session) throws SQLException {
        String subject = "the database role `" + role + "` of `session`";
        try {
            session.become(role);
        } catch (SQLException refused) {
            return switch (Failures.state(refused)) {
                case "22023" -> List.of(subject + " does not exist");
                case "42501" -> List.of(subject + " may not be taken by the one that logs in");
                default -> throw refused;
            };
        }
        return read(session).warnings(subject);
    }

    /** Whether the role can only read. */
    public boolean readsOnly() {
        return warnings().isEmpty();
    }

    /**
     * Each right that a role for reading should not have, as a sentence; empty when all is well.
     */
    public List<String> warnings() {
        return warnings("the database role");
    }

    /** The same sentences about a role that is called something else in them. */
    List<String> warnings(String subject) {
        List<String> rights = new ArrayList<>();
        add(rights, superuser, "is a superuser");
        add(rights, createsDatabases, "may create databases");
        add(rights, createsRoles, "may create roles");
        add(rights, replicates, "may replicate the database");
        add(rights, bypassesRowSecurity, "is not bound by row level security");
        add(rights, writesTables, "may change the rows of tables");
        add(rights, createsObjects, "may create objects in the database");
        memberships.forEach(role -> add(rights, true, "is a member of " + role));
        return rights.stream().map(right -> subject + " " + right).toList();
    }

    private static void add(List<String> rights, boolean applies, String right) {
        if (applies) {
            rights.add(right);
        }
    }
}
