package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.ask.Attribute;
import java.math.BigDecimal;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Attributes of a caller, as they are written in a file: their kind is that which YAML sees. */
final class Claims {

    private Claims() {}

    static Attribute.Single single(Raw raw, Reading reading) {
        ScalarNode scalar =
                raw.scalar().orElseThrow(() -> new BadValue("this must be a single value"));
        String text = reading.surroundings().fill(raw.template());
        if (scalar.getTag().equals(Tag.BOOL)) {
            return new Attribute.Truth(Boolean.parseBoolean(text));
        }
        boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
        return number ? new Attribute.Numeric(number(text)) : new Attribute.Text(text);
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw new BadValue("this number cannot be read; write it in decimal digits");
        }
    }
}
