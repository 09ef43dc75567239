package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One policy, as an administrator writes it.
 *
 * @param name as the settings call it; no two have the same
 * @param allowed the tables that exist; empty: all, but for foreign tables, and for views that read
 *     what is not shown as it is. In this list a bare name means the table that SQL finds under it,
 *     and a view that is named exists whatever it reads
 * @param denied tables that do not exist, whatever else is said of them, nor do their partitions
 *     and children
 * @param tables what may be seen of tables; the pattern that says most decides
 * @param functions the functions of users that may be called; the built-in ones need no rule
 * @param caps the most that a statement may cost
 */
public record Rules(
        String name,
        Optional<List<TablePattern>> allowed,
        List<TablePattern> denied,
        List<TableRule> tables,
        List<FunctionPattern> functions,
        Limits caps) {

    public Rules {
        allowed = allowed.map(List::copyOf);
        denied = List.copyOf(denied);
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /**
     * A policy that lets nobody call a function of users.
     *
     * @param rowCap the most rows of an answer; empty: what else limits it
     */
    public Rules(
            String name,
            Optional<List<TablePattern>> allowed,
            List<TablePattern> denied,
            List<TableRule> tables,
            OptionalInt rowCap) {
        this(
                name,
                allowed,
                denied,
                tables,
                List.of(),
                Limits.NONE.atMostRows(rowCap.orElse(Integer.MAX_VALUE)));
    }

    /** The same with these functions. */
    public Rules withFunctions(List<FunctionPattern> others) {
        return new Rules(name, allowed, denied, tables, others, caps);
    }

    /** Leave to see everything, which is what a policy without any rule is. */
    public static Rules open(String name) {
        return new Rules(name, Optional.empty(), List.of(), List.of(), List.of(), Limits.NONE);
    }
}
