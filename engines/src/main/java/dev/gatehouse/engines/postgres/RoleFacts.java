package dev.gatehouse.engines.postgres;

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

    /** Whether the role can only read. */
    public boolean readsOnly() {
        return warnings().isEmpty();
    }

    /**
     * Each right that a role for reading should not have, as a sentence; empty when all is well.
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warn(warnings, superuser, "is a superuser");
        warn(warnings, createsDatabases, "may create databases");
        warn(warnings, createsRoles, "may create roles");
        warn(warnings, replicates, "may replicate the database");
        warn(warnings, bypassesRowSecurity, "is not bound by row level security");
        warn(warnings, writesTables, "may change the rows of tables");
        warn(warnings, createsObjects, "may create objects in the database");
        memberships.forEach(role -> warn(warnings, true, "is a member of " + role));
        return List.copyOf(warnings);
    }

    private static void warn(List<String> warnings, boolean applies, String what) {
        if (applies) {
            warnings.add("the database role " + what);
        }
    }
}
