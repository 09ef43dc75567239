package dev.gatehouse.core.catalog;

import java.util.Comparator;

/** The full name of a relation or type, in the exact spelling that the database stores. */
public record RelationName(String schema, String name) implements Comparable<RelationName> {

    private static final Comparator<RelationName> ORDER =
            Comparator.comparing(RelationName::schema).thenComparing(RelationName::name);

    @Override
    public int compareTo(RelationName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
