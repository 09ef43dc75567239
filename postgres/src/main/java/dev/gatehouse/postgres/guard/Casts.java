package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Cast;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Obligations;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Keeps casts from running functions of users that nobody allowed. A cast leaves no call in the
 * tree, and often nothing at all; so a statement is refused where such a cast could take place:
 * where values of its source may occur and its target may be asked for.
 *
 * <p>Values of a type of users come from columns, from a named type, and from functions of users.
 * Whoever may cast without being asked does so in assignments, too, and some of these take place in
 * a read: a condition, a subscript or a LIMIT is assigned its type. What makes JSON looks for a
 * cast to it by itself.
 */
final class Casts {

    private static final String SYSTEM = "pg_catalog";

    private static final Set<RelationName> JSON =
            Set.of(new RelationName(SYSTEM, "json"), new RelationName(SYSTEM, "jsonb"));

    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";

    /** How a type begins that the catalog writes in some unusual way, such as with a unit. */
    private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    private final Catalog visible;
    private final Functions functions;
    private final List<Cast> closed;

    Casts(Catalog visible, Functions functions) {
        this.visible = visible;
        this.functions = functions;
        this.closed =
                visible.routines().casts().stream()
                        .filter(cast -> !cast.harmless() && !functions.allows(cast.function()))
                        .toList();
    }

    /**
     * @throws Refused when a statement may cast by a function that is not available
     */
    void check(Findings findings, Source source) {
        check(findings, source, List.of());
    }

    /**
     * The same for an expression over the row of a relation.
     *
     * @param tree the expression; columns that it does not name take no part
     */
    void check(Findings findings, Source source, Relation relation, JsonNode tree) {
        if (!closed.isEmpty()) {
            Set<String> named = new HashSet<>();
            addNames(tree, named);
            check(
                    findings,
                    source,
                    relation.columns().stream().filter(it -> named.contains(it.name())).toList());
        }
    }

    private static void addNames(JsonNode tree, Set<String> names) {
        if (tree.isArray()) {
            tree.forEach(member -> addNames(member, names));
        }
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (field.getKey().equals("ColumnRef")) {
                names.addAll(Tree.strings(field.getValue().path("fields")));
            }
            addNames(field.getValue(), names);
        }
    }

    private void check(Findings findings, Source source, List<Column> columns) {
        if (closed.isEmpty()) {
            return;
        }
        Set<RelationName> there = new HashSet<>(types(columns));
        findings.tables().forEach(table -> there.addAll(types(table.relation().columns())));
        findings.types().forEach(named -> there.add(named.type()));
        findings.calls().forEach(call -> there.addAll(functions.types(call)));
        Set<RelationName> values = visible.routines().within(there);
        for (Cast cast : closed) {
            Stream<Findings.NamedType> targets =
                    findings.types().stream()
                            .filter(named -> named.cast() && named.type().equals(cast.target()));
            if (isThere(cast, values)) {
                targets.findFirst().ifPresent(named -> refuse(cast, source.place(named.at())));
                if (isUnasked(cast) && isWanted(cast, values)) {
                    refuse(cast, place(cast, findings, source));
                }
            }
        }
    }

    /** Values of built-in types can be had anywhere; casts between two such are a superuser's. */
    private boolean isThere(Cast cast, Set<RelationName> values) {
        boolean anywhere = isBuiltIn(cast.source()) && !isBuiltIn(cast.target());
        return anywhere || holds(values, cast.source());
    }

    private boolean isWanted(Cast cast, Set<RelationName> values) {
        return isBuiltIn(cast.target()) || holds(values, cast.target());
    }

    /** A value of what an array or a multirange consists of makes a value of that. */
    private boolean holds(Set<RelationName> values, RelationName type) {
        return visible.routines().within(List.of(type)).stream().anyMatch(values::contains);
    }

    private static boolean isUnasked(Cast cast) {
        return cast.unasked() || JSON.contains(cast.target());
    }

    private static boolean isBuiltIn(RelationName type) {
        return type.schema().equals(SYSTEM);
    }

    private Place place(Cast cast, Findings findings, Source source) {
        return findings.tables().stream()
                .filter(table -> holds(within(table.relation().columns()), cast.source()))
                .map(table -> Tree.location(table.node()))
                .findFirst()
                .or(() -> named(cast, findings))
                .map(source::place)
                .orElse(Place.UNKNOWN);
    }

    private static Optional<Integer> named(Cast cast, Findings findings) {
        return findings.types().stream()
                .filter(named -> named.type().equals(cast.source()))
                .map(Findings.NamedType::at)
                .findFirst();
    }

    /**
     * Masks, and what differs from row to row, are written with casts to text.
     *
     * @throws Refused when what is to be shown would be cast by a function that is not available
     */
    void check(Obligations obligations) {
        if (!closed.isEmpty()) {
            obligations.accesses().forEach(this::check);
        }
    }

    private void check(Access access) {
        access.columns().stream()
                .filter(column -> isCast(column.display()))
                .map(column -> visible.routines().within(List.of(type(column.type()))))
                .flatMap(types -> closed.stream().filter(it -> holds(types, it.source())))
                .findFirst()
                .ifPresent(cast -> refuse(cast, Place.UNKNOWN));
    }

    private static boolean isCast(Display display) {
        return switch (display) {
            case Display.Plain _ -> false;
            case Display.Masked(Mask.Nothing _), Display.Masked(Mask.Fixed _) -> false;
            case Display.Masked _, Display.Computed _, Display.ByRow _ -> true;
        };
    }

    private Set<RelationName> within(Collection<Column> columns) {
        return visible.routines().within(types(columns));
    }

    private static List<RelationName> types(Collection<Column> columns) {
        return columns.stream().map(column -> type(column.type())).distinct().toList();
    }

    /** The type that the catalog writes so; of an array, that of its elements. */
    private static RelationName type(String written) {
        return ColumnType.read(written)
                .map(type -> new RelationName(type.name().getFirst(), type.name().getLast()))
                .orElseGet(() -> beginning(written));
    }

    private static RelationName beginning(String written) {
        Matcher name = NAME.matcher(written);
        if (!name.lookingAt()) {
            return new RelationName("", written);
        }
        String schema = name.group(1) == null ? SYSTEM : ColumnType.unquoted(name.group(1));
        return new RelationName(schema, ColumnType.unquoted(name.group(2)));
    }

    private void refuse(Cast cast, Place place) {
        throw new Refused(
                Code.FUNCTION_REFUSED,
                "a value of `"
                        + shown(cast.source())
                        + "` could be cast to `"
                        + shown(cast.target())
                        + "` here by the function `"
                        + cast.function()
                        + "`, which is not available",
                "Do without the cast, or without tables that have columns of these types; an"
                        + " administrator can allow the function, with functions: {allow: ["
                        + cast.function()
                        + "]} in the policy, if it only computes",
                place);
    }

    private static String shown(RelationName type) {
        return isBuiltIn(type) ? type.name() : type.toString();
    }
}
