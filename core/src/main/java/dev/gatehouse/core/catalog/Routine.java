package dev.gatehouse.core.catalog;

import java.util.Set;

/**
 * A function that somebody made in a database: one of those that share its name.
 *
 * @param arguments their types, as the database writes them
 * @param volatility of an aggregate: that of the functions that it is made of; so of what stands in
 *     the defaults of arguments
 * @param definer whether it, or something that it is made of, has its owner's rights when it runs
 * @param returnsSet whether it yields any number of rows
 * @param namesType whether its name is that of a type, too, other than an enumerated one: then what
 *     looks like a call may be a cast to that type
 * @param types the types of users that functions of its name take or return
 */
public record Routine(
        RelationName name,
        String arguments,
        Kind kind,
        Volatility volatility,
        boolean definer,
        boolean returnsSet,
        boolean namesType,
        Set<RelationName> types) {

    /** What calls it. */
    public enum Kind {
        FUNCTION,
        AGGREGATE,
        WINDOW,
        PROCEDURE,
        /** Something that only the database itself calls, such as a trigger. */
        INTERNAL
    }

    /** What a function promises of itself, as the database knows it. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    public Routine {
        types = Set.copyOf(types);
    }

    /** The name with the arguments, which tells it from others of its name. */
    public String signature() {
        return name + "(" + arguments + ")";
    }
}
