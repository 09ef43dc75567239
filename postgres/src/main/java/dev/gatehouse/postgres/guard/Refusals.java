package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Finder;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Nearest;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import java.util.Map;

/** The words of this package's refusals. */
final class Refusals {

    private static final String ONLY_READS =
            "Only reads are answered: SELECT, VALUES, TABLE, WITH, and EXPLAIN of those";

    /** What people call the constructs that they may well try. */
    private static final Map<String, Refused> KNOWN =
            Map.of(
                    "SelectStmt.intoClause",
                    notReadOnly("SELECT INTO makes a table", Place.UNKNOWN),
                    "SelectStmt.lockingClause",
                    notReadOnly("FOR UPDATE and FOR SHARE lock rows", Place.UNKNOWN),
                    "ParamRef",
                    construct(
                            "a parameter such as $1 has no value here",
                            "Write the value into the statement",
                            Place.UNKNOWN),
                    "RangeVar.catalogname",
                    construct(
                            "a table cannot be reached through the name of a database",
                            "Write schema.table; the database is the tool's own parameter",
                            Place.UNKNOWN),
                    "TypeName.pct_type",
                    construct("%TYPE is not available", "Name the type itself", Place.UNKNOWN),
                    "SetToDefault",
                    construct(
                            "DEFAULT has no meaning in a read", "Write the value", Place.UNKNOWN));

    private Refusals() {}

    static Refused notReadOnly(String what, Place place) {
        return new Refused(Code.NOT_READ_ONLY, what, ONLY_READS, place);
    }

    static Refused construct(String what, String help, Place place) {
        return new Refused(Code.CONSTRUCT_REFUSED, what, help, place);
    }

    /** A node type, or a type's field, that has no shape. */
    static Refused unknownConstruct(String construct, Place place) {
        Refused known = KNOWN.get(construct);
        if (known == null) {
            return construct(
                    "the construct " + construct + " is not known to be harmless",
                    "Write the query without it",
                    place);
        }
        var refusal = known.refusal();
        return new Refused(refusal.code(), refusal.message(), refusal.help(), place);
    }

    static Refused tooDeep() {
        return new Refused(
                Code.STATEMENT_TOO_LARGE,
                "the statement is nested too deeply",
                "Split it, or use WITH to name its parts");
    }

    static Refused tooLong() {
        return new Refused(
                Code.STATEMENT_TOO_LARGE,
                "the statement, or what becomes of it when its tables are replaced, is too long",
                "Split it");
    }

    static Refused tooManyTables(int most) {
        return new Refused(
                Code.STATEMENT_TOO_LARGE,
                "the statement reads tables in more than " + most + " places",
                "Split it, or use WITH to read a table once");
    }

    static Refused function(String name, Functions available, Place place) {
        String only =
                available.ofUsers().isEmpty()
                        ? "Functions that only compute are available"
                        : "Functions that only compute, and those that the policy allows, are available";
        String help =
                Nearest.to(name, available.names())
                        .map(near -> only + ", such as " + near)
                        .orElse(only);
        return new Refused(
                Code.FUNCTION_REFUSED, "the function `" + name + "` is not available", help, place);
    }

    static Refused functionInDisguise(String name, Place place) {
        return new Refused(
                Code.FUNCTION_REFUSED,
                "`." + name + "` would call the function `" + name + "`, which is not available",
                "If it is a column, give it another name with AS where it is made",
                place);
    }

    static Refused type(String name, Place place) {
        return new Refused(
                Code.TYPE_REFUSED,
                "the type `" + name + "` is not available",
                "Built-in types for values, and the enumerated types in sight, are",
                place);
    }

    static Refused relation(String schema, String name, Catalog visible, Place place) {
        String written = schema.isEmpty() ? name : schema + "." + name;
        if (isSystem(schema, name)) {
            return new Refused(
                    Code.SYSTEM_CATALOG_CLOSED,
                    "the system catalog `" + written + "` is closed",
                    "list_schemas, list_tables and describe_table tell what is there",
                    place);
        }
        return new Refused(
                Code.RELATION_UNAVAILABLE,
                "the table `" + written + "` is not available",
                Finder.suggestion(visible, schema, name),
                place);
    }

    static Refused notInFrom(RelationName name, Place place) {
        return new Refused(
                Code.RELATION_UNAVAILABLE,
                "`" + name + "` is not in this FROM under that name",
                "Write alias.column, with the alias or the table's bare name",
                place);
    }

    private static boolean isSystem(String schema, String name) {
        return schema.equals("information_schema")
                || schema.startsWith("pg_")
                || (schema.isEmpty() && name.startsWith("pg_"));
    }
}
