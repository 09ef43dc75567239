package dev.gatehouse.core.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a database contains, or the part of it that a caller may know of. An immutable snapshot:
 * something newer than it does not exist yet, something that is gone ends in the database's own
 * error.
 */
public final class Catalog {

    private final int serverMajor;
    private final List<String> searchPath;
    private final Map<String, String> schemas;
    private final NavigableMap<RelationName, Relation> relations;
    private final Set<RelationName> enums;
    private final Set<String> unaryFunctions;
    private final Map<String, EnumType> enumTypes;
    private final Routines routines;
    private final Edition edition = new Edition();

    /** Tells one snapshot from every other, and holds nothing of it. */
    public static final class Edition {
        private Edition() {}
    }

    /**
     * A catalog of a database without code of users; see {@link #with}.
     *
     * @param serverMajor the major version of the server, which decides how its SQL is read
     * @param searchPath the schemas in which an unqualified name is looked up, in order
     * @param schemas every schema with its comment; system schemas are not among them
     * @param relations every relation of those schemas
     * @param enums the enumerated types of those schemas
     * @param unaryFunctions names of the built-in functions that can be called with one argument,
     *     which {@code (x).name} would call where {@code x} has no such field
     */
    public Catalog(
            int serverMajor,
            List<String> searchPath,
            Map<String, String> schemas,
            Collection<Relation> relations,
            Set<RelationName> enums,
            Set<String> unaryFunctions) {
        this(
                serverMajor,
                searchPath,
                schemas,
                relations,
                enums,
                unaryFunctions,
                Map.of(),
                Routines.NONE);
    }

    private Catalog(
            int serverMajor,
            List<String> searchPath,
            Map<String, String> schemas,
            Collection<Relation> relations,
            Set<RelationName> enums,
            Set<String> unaryFunctions,
            Map<String, EnumType> enumTypes,
            Routines routines) {
        this.serverMajor = serverMajor;
        this.searchPath = List.copyOf(searchPath);
        this.schemas = Map.copyOf(schemas);
        this.relations = new TreeMap<>();
        relations.forEach(relation -> this.relations.put(relation.name(), relation));
        this.enums = Set.copyOf(enums);
        this.unaryFunctions = Set.copyOf(unaryFunctions);
        this.enumTypes = Map.copyOf(enumTypes);
        this.routines = routines;
    }

    /** This catalog with the values of its enumerated types. */
    public Catalog withEnumTypes(Collection<EnumType> types) {
        return with(
                types.stream().collect(Collectors.toMap(EnumType::written, type -> type)),
                routines);
    }

    /** This catalog with the code of users. */
    public Catalog with(Routines others) {
        return with(enumTypes, others);
    }

    private Catalog with(Map<String, EnumType> types, Routines others) {
        return new Catalog(
                serverMajor,
                searchPath,
                schemas,
                relations.values(),
                enums,
                unaryFunctions,
                types,
                others);
    }

    /** The code of users: of a caller's catalog, the functions are those that it may call. */
    public Routines routines() {
        return routines;
    }

    /** The name of the functions that an unqualified name means. */
    public Optional<RelationName> functionNamed(String name) {
        return searchPath.stream()
                .map(schema -> new RelationName(schema, name))
                .filter(each -> !routines.named(each).isEmpty())
                .findFirst();
    }

    /** The major version of the server, such as 18; it decides how the server's SQL is read. */
    public int serverMajor() {
        return serverMajor;
    }

    /** What tells this very snapshot from every other, however alike. */
    public Edition edition() {
        return edition;
    }

    /** The schemas in which an unqualified name is looked up, in order. */
    public List<String> searchPath() {
        return searchPath;
    }

    /** The names of the schemas, sorted. */
    public List<String> schemas() {
        return schemas.keySet().stream().sorted().toList();
    }

    /** The comment on a schema; empty when there is none. */
    public String schemaComment(String schema) {
        return schemas.getOrDefault(schema, "");
    }

    /** Every relation, sorted by name. */
    public Collection<Relation> relations() {
        return Collections.unmodifiableCollection(relations.values());
    }

    /** The relation of exactly this name. */
    public Optional<Relation> relation(RelationName name) {
        return Optional.ofNullable(relations.get(name));
    }

    /** The relation that an unqualified name means: that of the first schema on the search path. */
    public Optional<Relation> relation(String name) {
        return searchPath.stream()
                .map(schema -> new RelationName(schema, name))
                .filter(relations::containsKey)
                .map(relations::get)
                .findFirst();
    }

    /** Every relation of this bare name, in whatever schema, sorted. */
    public List<Relation> named(String name) {
        return relations.values().stream().filter(r -> r.name().name().equals(name)).toList();
    }

    /** Whether there is an enumerated type of exactly this name. */
    public boolean hasEnum(RelationName name) {
        return enums.contains(name);
    }

    /** The enumerated type that an unqualified name means. */
    public Optional<RelationName> enumNamed(String name) {
        return searchPath.stream()
                .map(schema -> new RelationName(schema, name))
                .filter(enums::contains)
                .findFirst();
    }

    /**
     * The values that a column of a type can have, in their order: of the enumerated type itself,
     * or of arrays of it; empty for every other type.
     *
     * @param type as {@link Column#type} has it
     */
    public List<String> enumLabels(String type) {
        int array = type.indexOf("[]");
        EnumType found = enumTypes.get(array < 0 ? type : type.substring(0, array));
        return found == null ? List.of() : found.labels();
    }

    /** The values that the columns of a relation can have, by type, where the type has a list. */
    public Map<String, List<String>> enumLabels(Relation relation) {
        return relation.columns().stream()
                .map(Column::type)
                .distinct()
                .filter(type -> !enumLabels(type).isEmpty())
                .collect(Collectors.toUnmodifiableMap(type -> type, this::enumLabels));
    }

    /** Whether {@code (x).name} would call a built-in function where x has no such field. */
    public boolean isUnaryFunction(String name) {
        return unaryFunctions.contains(name);
    }

    /**
     * Whether both tell the same of everything but the estimated numbers of rows. Casts, and what
     * values of types are made of, are told to nobody, and are those of tables out of sight, too.
     */
    public boolean sameShape(Catalog other) {
        return searchPath.equals(other.searchPath)
                && schemas.equals(other.schemas)
                && enums.equals(other.enums)
                && unaryFunctions.equals(other.unaryFunctions)
                && enumTypes.equals(other.enumTypes)
                && routines.functions().equals(other.routines.functions())
                && shapes().equals(other.shapes());
    }

    private List<Relation> shapes() {
        return relations.values().stream().map(Relation::withoutEstimate).toList();
    }

    /** This catalog with another search path. */
    public Catalog withSearchPath(List<String> path) {
        return new Catalog(
                serverMajor,
                path,
                schemas,
                relations.values(),
                enums,
                unaryFunctions,
                enumTypes,
                routines);
    }

    /**
     * The part of this catalog that lies in the schemas that satisfy the condition. A type that
     * only columns have which are not there is not there either. The functions of users are not in
     * it: who may call one is for a policy to add. Casts take place wherever they lie, so they
     * stay.
     *
     * @param sight what there is of a relation; empty when it is not there at all
     */
    public Catalog narrowed(
            Predicate<String> schema, Function<Relation, Optional<Relation>> sight) {
        Map<RelationName, Relation> kept = new LinkedHashMap<>();
        relations.values().stream()
                .filter(relation -> schema.test(relation.name().schema()))
                .flatMap(relation -> sight.apply(relation).stream())
                .forEach(relation -> kept.put(relation.name(), relation));
        Predicate<ForeignKey> linked =
                key ->
                        has(kept.get(key.from()), key.columns())
                                && has(kept.get(key.to()), key.referenced());
        Set<String> hidden = types(relations.values());
        hidden.removeAll(types(kept.values()));
        Set<RelationName> named =
                enums.stream()
                        .filter(name -> schema.test(name.schema()))
                        .filter(name -> !hidden.contains(unquoted(name.toString())))
                        .collect(Collectors.toUnmodifiableSet());
        return new Catalog(
                serverMajor,
                searchPath.stream().filter(schema).toList(),
                schemas.entrySet().stream()
                        .filter(entry -> schema.test(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                kept.values().stream().map(relation -> relation.linkedBy(linked)).toList(),
                named,
                unaryFunctions,
                enumTypes.entrySet().stream()
                        .filter(entry -> named.contains(entry.getValue().name()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                routines.withFunctions(List.of()));
    }

    private static Set<String> types(Collection<Relation> of) {
        return of.stream()
                .flatMap(relation -> relation.columns().stream())
                .map(column -> unquoted(column.type()))
                .collect(Collectors.toSet());
    }

    /** A type without what the database writes around its names, and around that of an array. */
    private static String unquoted(String type) {
        return type.replace("\"", "").replaceAll("(\\[\\])+$", "");
    }

    private static boolean has(@Nullable Relation relation, List<String> columns) {
        return relation != null && relation.columnNames().containsAll(columns);
    }
}
