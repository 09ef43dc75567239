package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.ForeignKey;
import dev.gatehouse.core.catalog.Index;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationKind;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.result.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables for the tests of what is told of them. */
final class Shop {

    private Shop() {}

    static RelationName name(String name) {
        return new RelationName("sales", name);
    }

    static Column column(String name, String type) {
        return new Column(name, type, true, "", "");
    }

    static Relation table(String name, String comment, long rows, List<Column> columns) {
        return new Relation(
                name(name),
                RelationKind.TABLE,
                comment,
                rows,
                columns,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    static Relation keyed(
            Relation table,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys,
            List<ForeignKey> referencedBy,
            List<Index> indexes) {
        return new Relation(
                table.name(),
                table.kind(),
                table.comment(),
                table.estimatedRows(),
                table.columns(),
                primaryKey,
                foreignKeys,
                referencedBy,
                indexes,
                Set.of(),
                Set.of());
    }

    static Answer.Sight sight(List<Relation> relations) {
        return new Answer.Sight("shop", catalog(relations));
    }

    static Catalog catalog(List<Relation> relations) {
        return new Catalog(
                18, List.of("sales"), Map.of("sales", ""), relations, Set.of(), Set.of());
    }
}
