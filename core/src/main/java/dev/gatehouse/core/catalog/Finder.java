package dev.gatehouse.core.catalog;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Nearest;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Optional;

/**
 * Finds relations by the names that people and models write, and says what was meant when it
 * cannot.
 */
public final class Finder {

    private static final int MOST_SUGGESTIONS = 5;

    private Finder() {}

    /**
     * The relation that is meant.
     *
     * @param schema empty when it was not named: then the search path decides, then uniqueness
     * @param name bare, or {@code schema.name}
     * @throws Refused when there is none, or more than one
     */
    public static Relation find(Catalog catalog, String schema, String name) {
        int dot = name.indexOf('.');
        if (schema.isEmpty() && dot > 0 && catalog.named(name).isEmpty()) {
            return find(catalog, name.substring(0, dot), name.substring(dot + 1));
        }
        if (!schema.isEmpty()) {
            return catalog.relation(new RelationName(schema, name))
                    .orElseThrow(() -> unavailable(catalog, schema, name));
        }
        List<Relation> everywhere = catalog.named(name);
        return catalog.relation(name)
                .orElseGet(
                        () -> {
                            if (everywhere.size() != 1) {
                                throw unavailable(catalog, schema, name);
                            }
                            return everywhere.getFirst();
                        });
    }

    private static Refused unavailable(Catalog catalog, String schema, String name) {
        String written = schema.isEmpty() ? name : schema + "." + name;
        return new Refused(
                Code.RELATION_UNAVAILABLE,
                "the table `" + written + "` is not available",
                suggestion(catalog, schema, name));
    }

    /** What may have been meant by a name for which there is no relation, as a sentence. */
    public static String suggestion(Catalog catalog, String schema, String name) {
        return meant(catalog, schema, name).orElse("list_tables tells which tables are available");
    }

    /** The same for whoever has no tools; empty when nothing is near. */
    public static Optional<String> meant(Catalog catalog, String schema, String name) {
        List<String> elsewhere =
                catalog.named(name).stream().map(relation -> relation.name().toString()).toList();
        if (!elsewhere.isEmpty()) {
            return Optional.of(
                    "Did you mean "
                            + String.join(
                                    " or ", elsewhere.stream().limit(MOST_SUGGESTIONS).toList())
                            + "?");
        }
        boolean bare = schema.isEmpty();
        List<String> names =
                catalog.relations().stream()
                        .map(Relation::name)
                        .map(each -> bare ? each.name() : each.toString())
                        .toList();
        return Nearest.to(bare ? name : schema + "." + name, names)
                .map(near -> "Did you mean " + near + "?");
    }
}
