package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.EnumType;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what a database contains, in as many questions as there are kinds of things. A relation is
 * there when the role may read the whole of it or some column; a column when the role may read it;
 * a key when all of its columns are there; an index, which is told as SQL, when the role may read
 * the whole relation.
 */
final class CatalogReader {

    private final Session session;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<Long, Map<Integer, Column>> columns = new HashMap<>();
    private final Map<Long, List<Index>> indexes = new HashMap<>();
    private final Map<Long, List<String>> primaryKeys = new HashMap<>();
    private final Map<Long, List<ForeignKey>> foreignKeys = new HashMap<>();
    private final Map<Long, List<ForeignKey>> referencedBy = new HashMap<>();

    private CatalogReader(Session session) {
        this.session = session;
    }

    static Catalog read(Session session) throws SQLException {
        return new CatalogReader(session).catalog();
    }

    /** A relation as {@code pg_class} has it. */
    private record Entry(
            long oid,
            RelationName name,
            RelationKind kind,
            long estimate,
            String comment,
            boolean readable,
            boolean veiled) {}

    private record Pair<A, B>(A left, B right) {}

    private Catalog catalog() throws SQLException {
        Map<String, String> schemas =
                session
                        .all(
                                CatalogQueries.SCHEMAS,
                                row -> new Pair<>(row.getString(1), row.getString(2)))
                        .stream()
                        .collect(Collectors.toMap(Pair::left, Pair::right));
        readEntries();
        readColumns();
        readIndexes();
        readKeys();
        List<Lineage.Descent> descents = readDescents();
        Estimates estimates = estimates(descents);
        Lineage lineage = new Lineage(descents);
        Views views = readViews();
        Set<RelationName> veiled = veiled(lineage);
        List<Relation> relations =
                entries.values().stream()
                        .filter(Entry::readable)
                        .map(entry -> relation(entry, estimates, views, lineage, veiled))
                        .toList();
        List<String> path = session.searchPath().stream().filter(schemas::containsKey).toList();
        List<EnumType> enums = enums();
        Set<RelationName> enumNames =
                enums.stream().map(EnumType::name).collect(Collectors.toUnmodifiableSet());
        return new Catalog(
                        session.serverMajor(),
                        path,
                        schemas,
                        relations,
                        enumNames,
                        unaryFunctions())
                .withEnumTypes(enums)
                .with(RoutineReader.read(session));
    }

    /** What is veiled itself, or has a part or child that is. */
    private Set<RelationName> veiled(Lineage lineage) {
        Set<RelationName> veiled = new HashSet<>();
        for (Entry entry : entries.values()) {
            if (entry.veiled()) {
                veiled.add(entry.name());
                lineage.of(entry.oid()).forEach(veiled::addAll);
            }
        }
        return veiled;
    }

    private Relation relation(
            Entry entry,
            Estimates estimates,
            Views views,
            Lineage lineage,
            Set<RelationName> veiled) {
        long oid = entry.oid();
        Set<RelationName> reads = views.reads(oid);
        return new Relation(
                entry.name(),
                entry.kind(),
                entry.comment(),
                estimates.of(oid),
                List.copyOf(columns.getOrDefault(oid, Map.of()).values()),
                primaryKeys.getOrDefault(oid, List.of()),
                foreignKeys.getOrDefault(oid, List.of()),
                referencedBy.getOrDefault(oid, List.of()),
                indexes.getOrDefault(oid, List.of()),
                reads,
                views.calls(oid),
                lineage.of(oid),
                veiled.contains(entry.name()) || !Collections.disjoint(veiled, reads));
    }

    private void readEntries() throws SQLException {
        session.all(
                        CatalogQueries.RELATIONS,
                        row ->
                                new Entry(
                                        row.getLong(1),
                                        new RelationName(row.getString(2), row.getString(3)),
                                        kind(row.getString(4)),
                                        estimate(row.getString(4), row.getLong(5), row.getLong(6)),
                                        row.getString(7),
                                        row.getBoolean(8) || row.getBoolean(9),
                                        !row.getBoolean(8) || row.getBoolean(10)))
                .forEach(entry -> entries.put(entry.oid(), entry));
    }

    private static RelationKind kind(String relkind) {
        return switch (relkind) {
            case "r" -> RelationKind.TABLE;
            case "p" -> RelationKind.PARTITIONED_TABLE;
            case "v" -> RelationKind.VIEW;
            case "m" -> RelationKind.MATERIALIZED_VIEW;
            case "f" -> RelationKind.FOREIGN_TABLE;
            default -> throw new IllegalArgumentException("not asked for: " + relkind);
        };
    }

    /** Before version 14 a table that was never analysed has no pages and no rows. */
    private static long estimate(String relkind, long tuples, long pages) {
        boolean unknown = relkind.equals("v") || tuples < 0 || (tuples == 0 && pages == 0);
        return unknown ? -1 : tuples;
    }

    private void readColumns() throws SQLException {
        session.all(
                CatalogQueries.columns(session.serverMajor()),
                row ->
                        columns.computeIfAbsent(row.getLong(1), _ -> new LinkedHashMap<>())
                                .put(
                                        row.getInt(2),
                                        new Column(
                                                row.getString(3),
                                                row.getString(4),
                                                row.getBoolean(5),
                                                row.getString(6),
                                                row.getString(7),
                                                row.getBoolean(8))));
    }

    private void readIndexes() throws SQLException {
        session.all(
                CatalogQueries.INDEXES,
                row ->
                        indexes.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                                .add(
                                        new Index(
                                                row.getString(2),
                                                row.getBoolean(3),
                                                row.getString(4))));
    }

    private record Key(
            String name,
            boolean primary,
            long from,
            List<Integer> columns,
            long to,
            List<Integer> referenced) {}

    private void readKeys() throws SQLException {
        session.all(
                        CatalogQueries.keys(session.serverMajor()),
                        row ->
                                new Key(
                                        row.getString(1),
                                        row.getBoolean(2),
                                        row.getLong(3),
                                        numbers(row.getArray(4)),
                                        row.getLong(5),
                                        numbers(row.getArray(6))))
                .forEach(this::add);
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        return Arrays.stream((Short[]) array.getArray()).map(Short::intValue).toList();
    }

    private void add(Key key) {
        Optional<List<String>> names = names(key.from(), key.columns());
        if (key.primary()) {
            names.ifPresent(columns -> primaryKeys.put(key.from(), columns));
            return;
        }
        Optional<List<String>> referenced = names(key.to(), key.referenced());
        Entry from = entries.get(key.from());
        Entry to = entries.get(key.to());
        if (from == null || to == null || names.isEmpty() || referenced.isEmpty()) {
            return;
        }
        var foreign =
                new ForeignKey(key.name(), from.name(), names.get(), to.name(), referenced.get());
        foreignKeys.computeIfAbsent(key.from(), _ -> new ArrayList<>()).add(foreign);
        referencedBy.computeIfAbsent(key.to(), _ -> new ArrayList<>()).add(foreign);
    }

    /** The names of columns; empty when one of them is not the role's to read. */
    private Optional<List<String>> names(long relation, List<Integer> numbers) {
        Map<Integer, Column> known = columns.getOrDefault(relation, Map.of());
        return known.keySet().containsAll(numbers)
                ? Optional.of(numbers.stream().map(known::get).map(Column::name).toList())
                : Optional.empty();
    }

    private List<Lineage.Descent> readDescents() throws SQLException {
        return session.all(
                CatalogQueries.PARENTS,
                row ->
                        new Lineage.Descent(
                                row.getLong(1),
                                row.getLong(2),
                                row.getBoolean(3),
                                new RelationName(row.getString(4), row.getString(5))));
    }

    private Estimates estimates(List<Lineage.Descent> descents) {
        Map<Long, List<Long>> partitions =
                descents.stream()
                        .filter(Lineage.Descent::partition)
                        .collect(
                                Collectors.groupingBy(
                                        Lineage.Descent::parent,
                                        Collectors.mapping(
                                                Lineage.Descent::child, Collectors.toList())));
        return new Estimates(
                entries.values().stream().collect(Collectors.toMap(Entry::oid, Entry::estimate)),
                partitions);
    }

    /** Row counts: a partitioned table has those of its partitions. */
    private record Estimates(Map<Long, Long> own, Map<Long, List<Long>> partitions) {

        long of(long oid) {
            List<Long> parts = partitions.getOrDefault(oid, List.of());
            if (parts.isEmpty()) {
                return own.getOrDefault(oid, -1L);
            }
            long[] known = parts.stream().mapToLong(this::of).filter(rows -> rows >= 0).toArray();
            return known.length == 0 ? -1 : Arrays.stream(known).sum();
        }
    }

    private Views readViews() throws SQLException {
        Views views = new Views();
        session.all(
                CatalogQueries.VIEWS,
                row -> {
                    var name = new RelationName(row.getString(4), row.getString(5));
                    views.add(row.getLong(1), row.getBoolean(2), row.getLong(3), name);
                    return true;
                });
        return views;
    }

    private List<EnumType> enums() throws SQLException {
        return session.all(
                CatalogQueries.ENUMS,
                row ->
                        new EnumType(
                                new RelationName(row.getString(1), row.getString(2)),
                                row.getString(3),
                                Session.strings(row.getArray(4))));
    }

    private Set<String> unaryFunctions() throws SQLException {
        return Set.copyOf(session.all(CatalogQueries.UNARY_FUNCTIONS, row -> row.getString(1)));
    }
}
