package dev.gatehouse.core.ask;

import java.math.BigDecimal;
import java.util.List;

/**
 * What identity knows of a caller under one name, such as a claim of its token: the only values
 * that a row filter may take from a caller.
 */
public sealed interface Attribute {

    /** One value, which can also be a member of a list. */
    sealed interface Single extends Attribute {}

    /** A text. */
    record Text(String value) implements Single {}

    /** A number of any size. */
    record Numeric(BigDecimal value) implements Single {}

    /** True or false. */
    record Truth(boolean value) implements Single {}

    /** Any number of values. */
    record Many(List<Single> values) implements Attribute {

        public Many {
            values = List.copyOf(values);
        }

        /** A list of texts. */
        public static Many texts(List<String> texts) {
            return new Many(texts.stream().<Single>map(Text::new).toList());
        }
    }
}
