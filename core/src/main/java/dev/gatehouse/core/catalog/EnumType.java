package dev.gatehouse.core.catalog;

import java.util.List;

/**
 * The values of an enumerated type.
 *
 * @param written the type as the database writes it where a column has it, such as {@code
 *     sales.status}
 * @param labels in the order of the type
 */
public record EnumType(RelationName name, String written, List<String> labels) {

    public EnumType {
        labels = List.copyOf(labels);
    }
}
