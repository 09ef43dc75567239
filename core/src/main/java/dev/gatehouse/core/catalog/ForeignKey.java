package dev.gatehouse.core.catalog;

import java.util.List;

/** A foreign key: {@code from(columns)} refers to {@code to(referenced)}, column by column. */
public record ForeignKey(
        String name,
        RelationName from,
        List<String> columns,
        RelationName to,
        List<String> referenced) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }
}
